/** The atlas: read the address, draw it; a change is written to the address and drawn. */
import {Address} from './address.js';
import {fetchJson, load, readConfig} from './config.js';
import {createContext} from './context.js';
import {make, need} from './dom.js';
import {tellAge} from './freshness.js';
import {find} from './matching.js';
import {decode} from './records.js';
import {sentence} from './sentence.js';
import {createChrome, isPlain} from './ui/chrome.js';
import {createFilters} from './ui/filters.js';
import {createOverview} from './ui/overview.js';
import {createPanel} from './ui/panel.js';
import {SearchBox} from './ui/search_box.js';
import {createStage} from './ui/stage.js';
import {createTable} from './ui/table.js';
import {createTimeline} from './ui/timeline.js';
import {createYearFields} from './ui/year_fields.js';
import {Words} from './words.js';

/** @typedef {import('./view.js').View} View */

const config = readConfig();
try {
    await start(await load(config));
} catch (error) {
    console.error(error);
    sayFailure();
}

/** @param {Awaited<ReturnType<typeof load>>} loaded */
async function start({columns, world, vocabulary}) {
    const address = new Address();
    const words = new Words(config.lang, vocabulary);
    const context = createContext({atlas: decode(columns), words, address, config});
    const names = createNames();
    if (address.view.q) await names.fetch();
    const stage = await createStage(context, world);
    const draw = createDrawing(context, names, stage);
    address.listen(async (view, previous) => {
        if (view.q && !names.here()) await names.fetch();
        draw(view, previous);
    });
    listenToLinks(address, stage);
    draw(address.view, null);
    tellAge();
    document.documentElement.dataset['ready'] = 'yes';
}

/**
 * Put the parts together; each draws what concerns it.
 * @param {import('./context.js').Context} context
 * @param {ReturnType<typeof createNames>} names
 * @param {Awaited<ReturnType<typeof createStage>>} stage
 * @returns {(view: View, previous: View | null) => void}
 */
function createDrawing(context, names, stage) {
    const {atlas, words, announce} = context;
    const [filters, timeline] = [createFilters(context), createTimeline(context)];
    const fields = createYearFields(context, timeline.stop);
    const [overview, table] = [createOverview(context), createTable(context)];
    const [panel, chrome] = [createPanel(context), createChrome(context)];
    const search = new SearchBox(context, names.fetch);
    const line = need('#sentence');
    return (view, previous) => {
        const findings = find(atlas, view, names.here() ?? names.none);
        switchForm(view.form);
        chrome.draw(view);
        filters.draw(view, findings);
        timeline.draw(view, findings);
        fields.draw(view);
        overview.draw(findings);
        search.draw(view);
        table.draw(view, findings);
        panel.draw(view, findings, previous !== null);
        stage.draw(view, findings);
        if (previous && previous.theme !== view.theme) stage.restyle();
        const said = sentence(findings.summary, words);
        if (previous && line.textContent !== said) announce(said);
        line.textContent = said;
    };
}

/** @param {View['form']} form */
function switchForm(form) {
    document.body.dataset['form'] = form;
    need('#map-region').hidden = form !== 'map';
    need('#legend').hidden = form !== 'map';
    need('#table-region').hidden = form !== 'table';
}

/** Names in all languages and spellings: fetched when somebody searches. */
function createNames() {
    /** @type {import('./search.js').Names} */
    const none = {countries: {}, suppliers: {}, technologies: {}};
    /** @type {import('./search.js').Names | null} */
    let names = null;
    return {
        none,
        here: () => names,
        fetch: async () => (names ??= await fetchJson(config.urls.search)) ?? none
    };
}

/**
 * Links to profiles open beside the map; with a modifier they open as pages.
 * @param {Address} address
 * @param {Awaited<ReturnType<typeof createStage>>} stage
 */
function listenToLinks(address, stage) {
    document.addEventListener('click', (event) => {
        const link = /** @type {Element} */ (event.target).closest?.('a[data-select]');
        if (!link || !isPlain(event)) return;
        event.preventDefault();
        const select = /** @type {HTMLElement} */ (link).dataset['select'] ?? '';
        address.go({select});
        stage.focus(select);
    });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => stage.restyle());
}

/** The page without its data still has the server's list and table; it says so. */
function sayFailure() {
    const {failed = '', retry = ''} = need('#map-region').dataset;
    const again = make('button', {type: 'button'}, retry);
    again.addEventListener('click', () => location.reload());
    need('#map-region').replaceChildren(make('p', {class: 'failed', role: 'alert'}, failed, ' ', again));
}
