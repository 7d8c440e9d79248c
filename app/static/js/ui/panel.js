/**
 * The side panel's profile: the page of a country, supplier or record, beside the map.
 *
 * It is the very page that stands at that address, fetched and adopted, so that there is
 * one renderer and one truth. The server has escaped every word in it, and scripts in a
 * parsed document never run.
 */
import {all, make, need} from '../dom.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../matching.js').Findings} Findings */
/** @typedef {import('../view.js').View} View */

/** @param {Context} context */
export function createPanel(context) {
    const {address, words} = context;
    const [panel, overview, profile] = [need('#panel'), need('#overview'), need('#profile')];
    /** @type {Map<string, Promise<Element>>} */
    const fetched = new Map();
    let [open, opener] = ['', /** @type {Element | null} */ (null)];
    const close = () => address.go({select: ''});
    panel.addEventListener('keydown', ({key}) => {
        if (key === 'Escape' && open) close();
    });
    const show = async (/** @type {string} */ select, /** @type {Findings} */ findings, byReader = true) => {
        const before = open;
        open = select;
        if (!before) opener = document.activeElement;
        panel.toggleAttribute('data-open', Boolean(select));
        overview.hidden = Boolean(select);
        profile.hidden = !select;
        if (!select) return before && giveBack(opener, before);
        profile.replaceChildren(drawBar(context, select, close), make('p', {class: 'loading'}, words.say('panel.loading')));
        const article = await fetchArticle(pathOf(select), context, fetched);
        if (open !== select) return;
        profile.replaceChildren(drawBar(context, select, close), article.cloneNode(true));
        panel.scrollTop = 0;
        markOutside(profile, findings, words);
        if (byReader) need('h2', profile).focus({preventScroll: true});
    };
    return {
        /** @param {View} view @param {Findings} findings @param {boolean} byReader */
        draw(view, findings, byReader) {
            if (view.select !== open) show(view.select, findings, byReader);
            else if (open) markOutside(profile, findings, words);
        }
    };
}

/**
 * @param {string} select
 * @returns {string} the address of its page
 */
function pathOf(select) {
    if (/^[A-Z]{3}$/.test(select)) return `/country/${select}`;
    const supplier = /^supplier:(.+)$/.exec(select);
    return supplier ? `/supplier/${supplier[1]}` : `/record/${select}`;
}

/**
 * @param {string} path
 * @param {Context} context
 * @param {Map<string, Promise<Element>>} fetched
 * @returns {Promise<Element>}
 */
function fetchArticle(path, {words, address}, fetched) {
    const {lang, theme, release} = address.view;
    const said = new URLSearchParams({
        ...(lang !== 'en' && {lang}),
        ...(theme && {theme}),
        ...(release && {release})
    });
    const url = said.size ? `${path}?${said}` : path;
    const known = fetched.get(url);
    if (known) return known;
    const article = fetchPage(url).catch(() => {
        fetched.delete(url);
        const heading = make('h2', {tabindex: -1}, words.say('panel.failed'));
        return make('article', {}, heading, make('a', {href: url}, words.say('panel.page')));
    });
    fetched.set(url, article);
    return article;
}

/**
 * @param {string} url
 * @returns {Promise<Element>} the page's article, a heading level lower than there
 */
async function fetchPage(url) {
    const answer = await fetch(url, {headers: {accept: 'text/html'}});
    if (!answer.ok) throw new Error(`${url}: answered ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const article = document.adoptNode(need('article', page));
    for (const heading of all('h1, h2, h3, h4, h5', article)) demote(heading);
    need('h2', article).tabIndex = -1;
    return article;
}

/** @param {Element} heading */
function demote(heading) {
    const level = Number(heading.tagName.slice(1)) + 1;
    const lower = document.createElement(`h${level}`);
    for (const {name, value} of heading.attributes) lower.setAttribute(name, value);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
}

/**
 * @param {Context} context
 * @param {string} select
 * @param {() => void} close
 */
function drawBar({words, address}, select, close) {
    const back = make('button', {type: 'button', class: 'back'}, words.say('panel.back'));
    back.addEventListener('click', close);
    const filter = filterOf(select);
    const only = filter && make('button', {type: 'button', class: 'quiet'}, words.say('panel.only'));
    if (filter && only) only.addEventListener('click', () => address.go(filter));
    return make('div', {class: 'profile-bar'}, back, only);
}

/**
 * @param {string} select
 * @returns {Partial<View> | null}
 */
function filterOf(select) {
    if (/^[A-Z]{3}$/.test(select)) return {country: [select]};
    return select.startsWith('supplier:') ? {supplier: [select.slice('supplier:'.length)]} : null;
}

/**
 * Fade the profile's records that the filters leave out, and say how many.
 * @param {Element} profile
 * @param {Findings} findings
 * @param {import('../words.js').Words} words
 */
function markOutside(profile, {shown}, words) {
    const ids = new Set(shown.map(({id}) => id));
    const items = all('[data-record]', profile);
    const outside = items.filter((item) => !ids.has(item.dataset['record'] ?? ''));
    for (const item of items) item.classList.toggle('outside', outside.includes(item));
    const note = profile.querySelector('.outside-note');
    note?.remove();
    if (!outside.length) return;
    const text = words.say('panel.outside', {count: outside.length});
    const place = profile.querySelector('.figures') ?? need('.kicker', profile);
    place.after(make('p', {class: 'outside-note'}, text));
}

/**
 * Return the focus to where the profile was opened from; lists are drawn anew meanwhile.
 * @param {Element | null} opener
 * @param {string} select what was open
 */
function giveBack(opener, select) {
    const again = all(`[data-select="${select}"]`).find((link) => link.offsetParent !== null);
    const place = opener?.isConnected && opener !== document.body ? opener : again;
    /** @type {HTMLElement | undefined} */ (place)?.focus();
}
