/**
 * The five classes of the choropleth.
 *
 * They are computed once, from the whole collection, and never from what a filter leaves:
 * a tone must mean the same number in 2012 and in 2020, or an animation would lie.
 */

const CLASSES = 5;

/**
 * Lowest count of each class, growing geometrically towards the largest count.
 * @param {Iterable<number>} counts deployments of each country
 * @returns {number[]} at most five, strictly rising, from 1
 */
export function breaks(counts) {
    const largest = Math.max(1, ...counts);
    /** @type {number[]} */
    const lowest = [];
    for (let at = 0; at < CLASSES; at += 1) {
        const after = (lowest[at - 1] ?? 0) + 1;
        lowest.push(Math.max(after, Math.ceil(largest ** (at / CLASSES))));
    }
    return lowest.filter((count) => count <= largest);
}

/**
 * @param {number} count
 * @param {number[]} lowest what `breaks` returned
 * @returns {number} 1 to 5, 0 for none
 */
export function classOf(count, lowest) {
    return lowest.filter((least) => least <= count).length;
}

/**
 * @param {number[]} lowest what `breaks` returned
 * @returns {Array<{from: number, to: number | null}>} both ends count; null: and more
 */
export function classRanges(lowest) {
    return lowest.map((from, at) => ({from, to: at + 1 < lowest.length ? lowest[at + 1] - 1 : null}));
}
