/** Beside the timeline: years that can be typed, all years again, and how sure. */
import {need} from '../dom.js';
import {toDatetime, toYears} from './timeline.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../view.js').View} View */

/**
 * @param {Context} context
 * @param {() => void} stop what is playing
 */
export function createYearFields(context, stop) {
    const {address, config} = context;
    const from = /** @type {HTMLInputElement} */ (need('#typed-from'));
    const to = /** @type {HTMLInputElement} */ (need('#typed-to'));
    const radios = /** @type {HTMLInputElement[]} */ ([
        ...document.querySelectorAll('input[name=certainty]')
    ]);
    for (const field of [from, to]) {
        field.addEventListener('change', () => {
            stop();
            take(context, field, field === from ? 'from' : 'to');
        });
        field.addEventListener('input', () => field.setCustomValidity(''));
    }
    need('#all-years').addEventListener('click', () => {
        stop();
        address.go({datetime: ''});
    });
    for (const radio of radios) {
        radio.addEventListener('change', () => {
            address.go({certainty: /** @type {View['certainty']} */ (radio.value)});
        });
    }
    return {
        /** @param {View} view */
        draw(view) {
            const years = toYears(view.datetime, config.years);
            if (from.validity.valid) from.value = String(years.from);
            if (to.validity.valid) to.value = String(years.to);
            need('#all-years').hidden = !view.datetime;
            for (const radio of radios) radio.checked = radio.value === view.certainty;
        }
    };
}

/**
 * Take a typed year; one that cannot be is said so at its field.
 * @param {Context} context
 * @param {HTMLInputElement} field
 * @param {'from' | 'to'} side
 */
function take({address, words, config}, field, side) {
    const [first, last] = config.years;
    const year = /^\d{4}$/.test(field.value.trim()) ? Number(field.value) : NaN;
    const good = year >= first && year <= last;
    const said = {from: String(first), to: String(last)};
    field.setCustomValidity(good ? '' : words.say('timeline.bad-year', said));
    field.reportValidity();
    if (!good) return;
    const years = {...toYears(address.view.datetime, config.years), [side]: year};
    const ordered = years.from <= years.to ? years : {from: year, to: year};
    address.go({datetime: toDatetime(ordered, config.years)});
}
