/** One search over countries, suppliers, technologies and records: a combobox. */
import {make, need} from '../dom.js';
import {best, normalise} from '../search.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../search.js').Suggestion & {found: string}} Candidate */

const LIMITS = Object.freeze({country: 5, supplier: 4, technology: 3, record: 6});

/**
 * @param {Context} context
 * @param {() => Promise<import('../search.js').Names>} fetchNames
 */
export function createSearchBox(context, fetchNames) {
    const field = /** @type {HTMLInputElement} */ (need('#search'));
    const list = need('#suggestions');
    /** @type {Candidate[] | null} */
    let candidates = null;
    let [active, typed] = [-1, 0];
    const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
    const activate = (/** @type {number} */ at) => {
        active = at;
        options().forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
        const option = options()[at];
        option?.scrollIntoView({block: 'nearest'});
        if (option) field.setAttribute('aria-activedescendant', option.id);
        else field.removeAttribute('aria-activedescendant');
    };
    const fold = () => {
        list.hidden = true;
        field.setAttribute('aria-expanded', 'false');
        activate(-1);
    };
    const suggest = async () => {
        const turn = ++typed;
        candidates ??= gather(context, await fetchNames());
        if (turn !== typed) return;
        const found = suggestions(candidates, field.value);
        list.replaceChildren(...drawOptions(found, field.value.trim(), context));
        list.hidden = !field.value.trim();
        field.setAttribute('aria-expanded', String(!list.hidden));
        activate(-1);
        if (!list.hidden) context.announce(context.words.say('search.found', {count: found.length}));
    };
    const take = (/** @type {HTMLElement | undefined} */ option) => {
        const text = field.value.trim();
        fold();
        typed += 1;
        if (option && option.dataset['kind'] !== 'everywhere') {
            field.value = '';
            context.address.go(patchOf(option));
        } else {
            context.address.go({q: text});
        }
    };
    field.addEventListener('input', suggest);
    field.addEventListener('focus', () => field.value && suggest());
    field.addEventListener('blur', fold);
    field.form?.addEventListener('submit', (event) => event.preventDefault());
    list.addEventListener('pointerdown', (event) => event.preventDefault());
    list.addEventListener('click', ({target}) => {
        const option = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest('li'));
        if (option) take(option);
    });
    field.addEventListener('keydown', (event) => {
        const count = options().length;
        if (event.key === 'ArrowDown' && count) activate((active + 1) % count);
        else if (event.key === 'ArrowUp' && count) activate((active + count - 1 + Number(active < 0)) % count);
        else if (event.key === 'Enter') take(options()[active]);
        else if (event.key === 'Escape') fold();
        else return;
        if (event.key !== 'Escape') event.preventDefault();
    });
    return {
        /** @param {import('../view.js').View} view */
        draw(view) {
            if (document.activeElement !== field) field.value = view.q;
        }
    };
}

/**
 * @param {Context} context
 * @param {import('../search.js').Names} names
 * @returns {Candidate[]}
 */
function gather({atlas, labelOf}, names) {
    const countries = atlas.countries.map(({id}) => ({
        kind: /** @type {const} */ ('country'),
        id,
        label: labelOf('country', id),
        found: names.countries[id] ?? ''
    }));
    const suppliers = atlas.suppliers.map(({id, name}) => ({
        kind: /** @type {const} */ ('supplier'),
        id,
        label: name,
        found: names.suppliers[id] ?? ''
    }));
    const technologies = atlas.technologies.map((id) => ({
        kind: /** @type {const} */ ('technology'),
        id,
        label: labelOf('technology', id),
        found: `${names.technologies[id] ?? ''} ${normalise(labelOf('technology', id))}`
    }));
    const records = atlas.records.map(({id, title, place, country}) => ({
        kind: /** @type {const} */ ('record'),
        id,
        label: title,
        found: `${normalise(`${title} ${place ?? ''}`)} ${names.countries[country] ?? ''}`
    }));
    return [...countries, ...suppliers, ...technologies, ...records];
}

/**
 * @param {Candidate[]} candidates
 * @param {string} text
 * @returns {Candidate[]}
 */
export function suggestions(candidates, text) {
    return Object.entries(LIMITS).flatMap(([kind, limit]) =>
        best(candidates.filter((candidate) => candidate.kind === kind), text, limit)
    );
}

/**
 * @param {Candidate[]} found
 * @param {string} text
 * @param {Context} context
 */
function drawOptions(found, text, {words}) {
    const rows = found.map(({kind, id, label}, at) => {
        const name = make('span', kind === 'record' ? {lang: 'en', dir: 'ltr'} : {}, label);
        const data = {'data-kind': kind, 'data-id': id, id: `suggestion-${at}`};
        const hint = make('small', {}, words.say(`search.kind.${kind}`));
        return make('li', {role: 'option', 'aria-selected': 'false', ...data}, name, hint);
    });
    const everywhere = make(
        'li',
        {role: 'option', 'aria-selected': 'false', 'data-kind': 'everywhere', id: 'suggestion-all'},
        make('span', {}, words.say('search.everywhere', {text}))
    );
    return [...rows, everywhere];
}

/**
 * @param {HTMLElement} option
 * @returns {Partial<import('../view.js').View>}
 */
function patchOf({dataset: {kind, id = ''}}) {
    if (kind === 'technology') return {technology: [id], q: ''};
    return {select: kind === 'supplier' ? `supplier:${id}` : id};
}
