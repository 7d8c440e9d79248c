/**
 * The timeline: two native sliders under a histogram, steps and play. At either end of
 * the track the window is open on that side: the first year means "from the beginning",
 * the last one "until today".
 */
import {make, need} from '../dom.js';
import {readWindow, writeYears, yearOf} from '../time.js';
import {byYear, drawHistogram, labelledYears} from './histogram.js';
import {createPlayer} from './player.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../matching.js').Findings} Findings */
/** @typedef {import('../view.js').View} View */
/** @typedef {{from: number, to: number}} Years */

const LABEL_WIDTH = 44;

/** @param {Context} context */
export function createTimeline(context) {
    const {address, config} = context;
    const parts = findParts();
    const set = (/** @type {Years} */ years, gliding = true) => {
        address.go({datetime: toDatetime(years, config.years)}, {gliding});
    };
    const now = () => toYears(address.view.datetime, config.years);
    const player = createPlayer({context, now, set});
    listenToSliders(parts, now, (years) => {
        player.stop();
        set(years);
    });
    parts.years.style.setProperty('--bars', String(config.years[1] - config.years[0] + 1));
    drawAxis(parts.axis, config.years);
    new ResizeObserver(() => drawAxis(parts.axis, config.years)).observe(parts.axis);
    return {
        /** @param {View} view @param {Findings} findings */
        draw(view, findings) {
            const years = toYears(view.datetime, config.years);
            drawWindow(parts, years, context);
            const shown = {from: years.from - config.years[0], to: years.to - config.years[0]};
            const counts = byYear(findings.anyTime, config.years);
            drawHistogram(parts.histogram, counts, shown, document.dir === 'rtl');
        },
        stop: player.stop
    };
}

function findParts() {
    return {
        from: /** @type {HTMLInputElement} */ (need('#year-from')),
        to: /** @type {HTMLInputElement} */ (need('#year-to')),
        years: need('.years'),
        stretch: need('#stretch'),
        axis: need('#year-axis'),
        histogram: /** @type {SVGSVGElement} */ (need('#histogram'))
    };
}

/**
 * @param {string} datetime
 * @param {readonly [number, number]} range
 * @returns {Years} within the range, whole years
 */
export function toYears(datetime, [first, last]) {
    const window = readWindow(datetime);
    const clamp = (/** @type {number} */ year) => Math.min(Math.max(year, first), last);
    return {
        from: window?.start == null ? first : clamp(yearOf(window.start)),
        to: window?.end == null ? last : clamp(yearOf(window.end))
    };
}

/**
 * @param {Years} years
 * @param {readonly [number, number]} range
 * @returns {string} open where the window reaches the end of the range
 */
export function toDatetime({from, to}, [first, last]) {
    return writeYears(from > first ? from : null, to < last ? to : null);
}

/**
 * @param {ReturnType<typeof findParts>} parts
 * @param {() => Years} now
 * @param {(years: Years) => void} set
 */
function listenToSliders({from, to}, now, set) {
    from.addEventListener('input', () => {
        const year = Math.min(Number(from.value), now().to);
        from.value = String(year);
        set({from: year, to: now().to});
    });
    to.addEventListener('input', () => {
        const year = Math.max(Number(to.value), now().from);
        to.value = String(year);
        set({from: now().from, to: year});
    });
}

/**
 * @param {ReturnType<typeof findParts>} parts
 * @param {Years} years
 * @param {Context} context
 */
function drawWindow(parts, years, {words, config: {years: [first, last]}}) {
    const place = (/** @type {number} */ year) => (year - first) / Math.max(1, last - first);
    parts.stretch.style.setProperty('--start', String(place(years.from)));
    parts.stretch.style.setProperty('--end', String(1 - place(years.to)));
    const open = {from: years.from === first, to: years.to === last};
    for (const side of /** @type {const} */ (['from', 'to'])) {
        const year = years[side];
        parts[side].value = String(year);
        const key = `timeline.${side}.${open[side] ? 'open' : 'year'}`;
        parts[side].setAttribute('aria-valuetext', words.say(key, {year: String(year)}));
    }
    // The thumb that can still move lies on top where both meet at an end.
    parts.from.style.zIndex = years.from === last ? '3' : '';
}

/**
 * @param {HTMLElement} axis
 * @param {readonly [number, number]} range
 */
function drawAxis(axis, range) {
    const room = Math.max(2, Math.floor(axis.clientWidth / LABEL_WIDTH));
    const labels = labelledYears(range, room).map((year) => {
        const label = make('span', {}, String(year));
        const share = (year - range[0]) / Math.max(1, range[1] - range[0]);
        label.style.setProperty('--at', String(share));
        return label;
    });
    axis.replaceChildren(...labels);
}
