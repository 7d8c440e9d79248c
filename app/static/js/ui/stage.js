/** The map's place on the page: it is drawn there, or the reader is told why not. */
import {fetchJson} from '../config.js';
import {make, need} from '../dom.js';
import {entitle} from '../records.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../matching.js').Findings} Findings */
/** @typedef {import('../view.js').View} View */

/**
 * Draw the map; a map that fails leaves the rest of the page working.
 * @param {Context} context
 * @param {any} world TopoJSON
 */
export async function createStage(context, world) {
    const region = need('#map-region');
    try {
        return await drawStage(context, world, region);
    } catch (error) {
        console.error(error);
        region.append(make('p', {class: 'failed'}, context.words.say('map.failed')));
        return {draw() {}, focus() {}, restyle() {}};
    }
}

/**
 * @param {Context} context
 * @param {any} world
 * @param {HTMLElement} region
 */
async function drawStage(context, world, region) {
    const {atlas, words, address} = context;
    const {createMap} = await import('../map/index.js');
    const map = createMap(need('#map'), {world, ...optionsOf(context)});
    map.on('select', ({country, records}) => address.go({select: records.length === 1 ? records[0].id : (country ?? '')}));
    map.on('view', (view) => address.go({view}, {gliding: true}));
    if (address.view.view) map.setView(address.view.view);
    const legend = createLegend(map, words);
    return {
        /** @param {View} view @param {Findings} findings */
        draw(view, findings) {
            const {shown: records, certain, counts, members} = findings;
            const selected = selection(view.select, atlas);
            map.show({records, certain, counts, members, layers: new Set(view.layers), selected});
            legend();
        },
        /** @param {string} select a country or record, not chosen on the map itself */
        focus(select) {
            const {country, record} = selection(select, atlas);
            const place = record ?? country;
            map.reserve(covered(region));
            if (place) map.focus(place);
        },
        restyle() {
            map.restyle();
            legend();
        }
    };
}

/**
 * Return what the map needs of the page besides the shapes of the world.
 * @param {Context} context
 */
function optionsOf({atlas, words, config, labelOf}) {
    return {
        atlas,
        labelFor: (/** @type {string} */ iso3) => labelOf('country', iso3),
        number: (/** @type {number} */ count) => words.number(count),
        embed: config.embed,
        cooperative: config.embed || matchMedia('(max-width: 64rem)').matches,
        reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
        refine: () => fetchJson(config.urls.detail),
        titles: async () => {
            if (!atlas.records[0]?.title) entitle(atlas, await fetchJson(config.urls.titles));
        },
        words: (/** @type {string} */ key, /** @type {any} */ values) =>
            key in words.catalogue ? words.say(key, values) : undefined
    };
}

/**
 * Measure how much of the map an open profile lies over, on a narrow screen.
 * @param {HTMLElement} region
 * @returns {{left?: number, right?: number, bottom?: number}} in pixels
 */
function covered(region) {
    const panel = document.querySelector('.panel[data-open]');
    if (!panel || getComputedStyle(panel).position !== 'fixed') return {};
    const [map, over] = [region.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (over.width > map.width * 0.9) return {bottom: Math.max(0, map.bottom - over.top)};
    return over.left > map.left
        ? {right: Math.max(0, map.right - over.left)}
        : {left: Math.max(0, over.right - map.left)};
}

/**
 * @param {string} select
 * @param {import('../records.js').Atlas} atlas
 * @returns {{country?: string, record?: string, supplier?: string}}
 */
function selection(select, {records}) {
    if (/^[A-Z]{3}$/.test(select)) return {country: select};
    if (select.startsWith('supplier:')) return {supplier: select.slice('supplier:'.length)};
    const record = records.find(({id}) => id === select);
    return record ? {record: record.id, country: record.country} : {};
}

/**
 * @param {{legend: () => {label: string, swatch: HTMLElement, group?: string}[]}} map
 * @param {import('../words.js').Words} words
 * @returns {() => void} draws it anew
 */
function createLegend(map, words) {
    const box = document.querySelector('#legend');
    const wide = matchMedia('(min-width: 64rem)');
    const unfold = () => box?.toggleAttribute('open', wide.matches);
    wide.addEventListener('change', unfold);
    unfold();
    return () => {
        const rows = map.legend();
        const groups = [...new Set(rows.map(({group}) => group))].map((group) =>
            make(
                'ul',
                {'data-group': group},
                group === 'count' && make('li', {}, words.say('overview.count.deployments')),
                ...rows
                    .filter((row) => row.group === group)
                    .map(({label, swatch}) => make('li', {}, swatch, make('span', {}, label)))
            )
        );
        box?.querySelector('.legend-rows')?.replaceChildren(...groups);
    };
}
