/** The embed: one view in somebody's article, with its years to play through. */
import {Address} from './address.js';
import {fetchJson, load, readConfig} from './config.js';
import {createContext} from './context.js';
import {make, need} from './dom.js';
import {tellAge} from './freshness.js';
import {find} from './matching.js';
import {applyOptions} from './options.js';
import {decode, entitle} from './records.js';
import {sentence} from './sentence.js';
import {createStage} from './ui/stage.js';
import {createTimeline} from './ui/timeline.js';
import {Words} from './words.js';

const config = readConfig();
applyOptions(location.search);
try {
    await start(await load(config));
} catch (error) {
    console.error(error);
    const {failed = ''} = need('#map-region').dataset;
    need('#map-region').replaceChildren(make('p', {class: 'failed', role: 'alert'}, failed));
}
tellHeight();

/** @param {Awaited<ReturnType<typeof load>>} loaded */
async function start({columns, world, vocabulary}) {
    const address = new Address();
    const words = new Words(config.lang, vocabulary);
    const context = createContext({atlas: decode(columns), words, address, config});
    const names = address.view.q ? await fetchJson(config.urls.search) : noNames();
    if (address.view.q) entitle(context.atlas, await fetchJson(config.urls.titles));
    const timeline = createTimeline(context);
    const stage = await createStage(context, world);
    const full = /** @type {HTMLAnchorElement} */ (need('#full'));
    const draw = (/** @type {import('./view.js').View} */ view) => {
        const findings = find(context.atlas, view, names);
        timeline.draw(view, findings);
        stage.draw(view, findings);
        const said = sentence(findings.summary, words);
        if (need('#sentence').textContent !== said) context.announce(said);
        need('#sentence').textContent = said;
        full.href = address.href({}, '/');
    };
    address.listen(draw);
    draw(address.view);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', stage.restyle);
    // What an article froze stays as it was, its date beside it.
    if (!address.view.release) tellAge();
    document.documentElement.dataset['ready'] = 'yes';
}

/** @returns {import('./search.js').Names} */
function noNames() {
    return {countries: {}, suppliers: {}, technologies: {}};
}

/** Tell the article how high the embed would like to be; it may take no notice. */
function tellHeight() {
    if (parent === window) return;
    const tell = () => {
        const {scrollHeight} = document.documentElement;
        parent.postMessage({type: 'atlas:height', height: scrollHeight}, '*');
    };
    new ResizeObserver(tell).observe(document.body);
}
