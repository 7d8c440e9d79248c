/** Playing through the years, and stepping by one. */
import {need} from '../dom.js';

/** @typedef {import('./timeline.js').Years} Years */

const TICK = 900;
const CALM_TICK = 1800;

/**
 * Play moves the window's last year on, and its first year too where the window was
 * narrow: a decade stays a decade. From the end it starts over.
 * @param {object} parts
 * @param {import('../context.js').Context} parts.context
 * @param {() => Years} parts.now
 * @param {(years: Years, gliding?: boolean) => void} parts.set
 * @returns {{stop: () => void}}
 */
export function createPlayer({context: {words, config}, now, set}) {
    const [first, last] = config.years;
    const button = need('#play');
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    let timer = 0;
    const show = (/** @type {boolean} */ playing) => {
        button.setAttribute('aria-pressed', String(playing));
        need('.sr', button).textContent = words.say(playing ? 'timeline.pause' : 'timeline.play');
    };
    const stop = () => {
        clearInterval(timer);
        timer = 0;
        show(false);
    };
    const tick = () => {
        const next = moved(now(), 1, [first, last]);
        if (next) set(next);
        if (!next || next.to === last) stop();
    };
    button.addEventListener('click', () => {
        if (timer) return stop();
        show(true);
        const {from, to} = now();
        if (to === last) set({from: first, to: from > first ? first + (to - from) : first});
        timer = window.setInterval(tick, calm.matches ? CALM_TICK : TICK);
    });
    for (const [id, by] of /** @type {const} */ ([['#step-back', -1], ['#step-forward', 1]])) {
        // The embed has no room for steps.
        document.querySelector(id)?.addEventListener('click', () => {
            stop();
            const next = moved(now(), by, [first, last]);
            if (next) set(next, false);
        });
    }
    return {stop};
}

/**
 * Move a window by some years; one that is open at its beginning keeps it.
 * @param {Years} years
 * @param {number} by
 * @param {readonly [number, number]} range
 * @returns {Years | null} null at the end of the range
 */
export function moved({from, to}, by, [first, last]) {
    const end = to + by;
    const start = from === first ? first : from + by;
    return end > last || end < start || start < first ? null : {from: start, to: end};
}
