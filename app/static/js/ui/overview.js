/** The list of countries beside the map: the map's content as words and numbers. */
import {make, makeSvg, need} from '../dom.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../matching.js').Findings} Findings */

/** @param {Context} context */
export function createOverview({atlas, words, address}) {
    const list = need('#ranking');
    const unfold = need('#all-countries');
    unfold.addEventListener('click', () => {
        list.classList.add('all');
        unfold.hidden = true;
        need('li:nth-child(21) a', list).focus();
    });
    const names = new Map(atlas.countries.map((country) => [country.id, words.country(country)]));
    return {
        /** @param {Findings} findings */
        draw({shown, counts}) {
            const ranked = rank(counts.size ? counts : countAll(shown), names, words.collator);
            const most = Math.max(1, ranked[0]?.count ?? 0);
            const rows = ranked.map(({id, count}) =>
                row(id, String(names.get(id)), words.number(count), (100 * count) / most, address)
            );
            list.replaceChildren(...rows);
        }
    };
}

/**
 * @param {import('../records.js').AtlasRecord[]} records
 * @returns {Map<string, number>} by country
 */
function countAll(records) {
    const counts = new Map();
    for (const {country} of records) counts.set(country, (counts.get(country) ?? 0) + 1);
    return counts;
}

/**
 * @param {Map<string, number>} counts
 * @param {Map<string, string>} names
 * @param {Intl.Collator} collator
 */
function rank(counts, names, collator) {
    const compare = (/** @type {string} */ one, /** @type {string} */ other) =>
        collator.compare(names.get(one) ?? one, names.get(other) ?? other);
    return [...counts]
        .map(([id, count]) => ({id, count}))
        .sort((one, other) => other.count - one.count || compare(one.id, other.id));
}

/**
 * @param {string} id
 * @param {string} name
 * @param {string} count
 * @param {number} share of the longest bar, in percent
 * @param {import('../address.js').Address} address
 */
function row(id, name, count, share, address) {
    const bar = makeSvg(
        'svg',
        {class: 'bar', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true'},
        makeSvg('rect', {width: share.toFixed(1), height: 6})
    );
    const {lang, theme} = address.view;
    const href = address.href({...address.view, lang, theme, select: id});
    const link = make('a', {href, 'data-select': id}, make('span', {}, name), bar, make('b', {}, count));
    return make('li', {}, link);
}
