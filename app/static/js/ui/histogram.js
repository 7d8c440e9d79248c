/** The histogram over the timeline: records by the first year on their ladder of dates. */
import {makeSvg} from '../dom.js';
import {yearOf} from '../time.js';

/** @typedef {import('../records.js').AtlasRecord} AtlasRecord */

const HEIGHT = 40;
const GAP = 0.16;

/**
 * Count records by the year in which each may first have begun.
 * @param {readonly AtlasRecord[]} records
 * @param {readonly [number, number]} years what lies before the first counts in it
 * @returns {{deployments: number[], others: number[]}} one number for each year
 */
export function byYear(records, [first, last]) {
    const years = Array.from({length: last - first + 1}, () => 0);
    const counts = {deployments: [...years], others: [...years]};
    for (const {span, kind} of records) {
        if (span[0] === null) continue;
        const at = Math.min(Math.max(yearOf(span[0]), first), last) - first;
        const list = kind === 'deployments' ? counts.deployments : counts.others;
        list[at] = (list[at] ?? 0) + 1;
    }
    return counts;
}

/**
 * Draw the bars: deployments below, all other records above them.
 * @param {SVGSVGElement} svg
 * @param {{deployments: number[], others: number[]}} counts
 * @param {{from: number, to: number}} shown indices of the years within the window
 * @param {boolean} rightToLeft
 */
export function drawHistogram(svg, {deployments, others}, {from, to}, rightToLeft) {
    const length = deployments.length;
    const highest = Math.max(1, ...deployments.map((count, at) => count + (others[at] ?? 0)));
    svg.setAttribute('viewBox', `0 0 ${length} ${HEIGHT}`);
    const bars = deployments.flatMap((count, at) => {
        const x = (rightToLeft ? length - 1 - at : at) + GAP / 2;
        const inside = at >= from && at <= to ? 'in' : 'out';
        const scale = HEIGHT / highest;
        const low = bar(x, 0, count * scale, `deployments ${inside}`);
        return [low, bar(x, count * scale, (others[at] ?? 0) * scale, `others ${inside}`)];
    });
    svg.replaceChildren(...bars);
}

/**
 * @param {number} x
 * @param {number} bottom
 * @param {number} height
 * @param {string} className
 */
function bar(x, bottom, height, className) {
    const y = HEIGHT - bottom - height;
    return makeSvg('rect', {x, y, width: 1 - GAP, height, class: className});
}

/**
 * Choose the years to label so that none touches its neighbour.
 * @param {readonly [number, number]} years
 * @param {number} room how many labels fit
 * @returns {number[]} always with the first and the last
 */
export function labelledYears([first, last], room) {
    const step = [1, 2, 5, 10, 20, 50].find((size) => (last - first) / size + 1 <= room) ?? 100;
    const years = [];
    for (let year = Math.ceil(first / step) * step; year <= last; year += step) years.push(year);
    const apart = (last - first) / Math.max(1, room - 1);
    const inner = years.filter((year) => year - first >= apart && last - year >= apart);
    return [first, ...inner, last];
}
