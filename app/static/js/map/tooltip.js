/**
 * The words beside the pointer: text only, and nothing that the table does not say too.
 */

/** @typedef {import('./types.js').Country} Country */
/** @typedef {import('./types.js').MapRecord} MapRecord */
/** @typedef {import('./types.js').Shown} Shown */
/** @typedef {import('./types.js').Words} Words */
/** @typedef {import('./pointing.js').Pick} Pick */
/** @typedef {{title: string, lines: string[]}} Saying */

const KINDS = /** @type {const} */ (['deployments', 'policies', 'incidents', 'agreements']);

/**
 * @param {Pick} picked
 * @param {import('./scene.js').Scene} scene
 * @param {(country: string) => string} labelFor
 * @param {Words} words
 * @returns {Saying | null} null where there is nothing to say
 */
export function saying({mark, country}, scene, labelFor, words) {
    if (mark?.records.length === 1) return ofRecord(mark.records[0], scene.shown, labelFor, words);
    if (mark && mark.form === 'cluster') return ofCluster(mark.records, mark.country, labelFor, words);
    const known = country ? scene.countries.get(country) : undefined;
    return known ? ofCountry(known, scene.shown, labelFor, words) : null;
}

/**
 * @param {MapRecord} record
 * @param {Shown} shown
 * @param {(country: string) => string} labelFor
 * @param {Words} words
 * @returns {Saying}
 */
function ofRecord(record, shown, labelFor, words) {
    const where = record.place && record.precision !== 'country'
        ? `${record.place}, ${labelFor(record.country)}` : labelFor(record.country);
    const possible = shown.certain.has(record) ? [] : [words('map.possible')];
    // Titles may still be on their way; the place is known at once.
    if (!record.title) return {title: where, lines: possible};
    return {title: record.title, lines: [where, ...possible]};
}

/**
 * @param {MapRecord[]} records
 * @param {string | null} country
 * @param {(country: string) => string} labelFor
 * @param {Words} words
 * @returns {Saying}
 */
function ofCluster(records, country, labelFor, words) {
    const title = words('map.records-here', {count: records.length});
    const places = [...new Set(records.map(({place}) => place ?? ''))].filter(Boolean);
    const names = country ? [labelFor(country)] : [];
    return {title, lines: [...names, places.slice(0, 4).join(', ')].filter(Boolean)};
}

/**
 * @param {Country} country
 * @param {Shown} shown
 * @param {(country: string) => string} labelFor
 * @param {Words} words
 * @returns {Saying}
 */
function ofCountry(country, shown, labelFor, words) {
    const count = shown.counts.get(country.id) ?? 0;
    const lines = [count > 0 ? words('map.deployments', {count}) : stateOf(country, shown, words)];
    for (const kind of KINDS.slice(1)) {
        const own = shown.records.filter((record) => record.kind === kind && record.country === country.id);
        if (own.length) lines.push(words(`map.${kind}`, {count: own.length}));
    }
    const membership = membershipOf(country, shown, words);
    return {title: labelFor(country.id), lines: membership ? [...lines, membership] : lines};
}

/** @param {Country} country @param {Shown} shown @param {Words} words */
function stateOf({state, searched}, shown, words) {
    if (state === 'documented') {
        return shown.layers.has('deployments') ? words('map.legend-none') : words('map.state-documented');
    }
    if (state === 'searched' && searched) return words('map.state-searched-on', {date: searched});
    return words(`map.state-${state}`);
}

/** @param {Country} country @param {Shown} shown @param {Words} words @returns {string | null} */
function membershipOf({id, joined, left}, {members}, words) {
    if (members.has(id)) {
        return joined ? words('map.member-since', {year: String(joined)}) : words('map.member');
    }
    return left ? words('map.left', {year: String(left)}) : null;
}

/** The box itself. */
export class Tooltip {
    #box = document.createElement('div');
    #parent;

    /** @param {HTMLElement} parent the map's container */
    constructor(parent) {
        this.#parent = parent;
        this.#box.className = 'atlas-tip';
        this.#box.hidden = true;
        this.#box.setAttribute('aria-hidden', 'true');
        parent.append(this.#box);
    }

    /**
     * @param {Saying | null} said null hides
     * @param {{x: number, y: number}} point in pixels of the parent
     */
    show(said, point) {
        this.#box.hidden = said === null;
        if (!said) return;
        const title = document.createElement('strong');
        title.textContent = said.title;
        const lines = said.lines.map((text) => {
            const line = document.createElement('span');
            line.textContent = text;
            return line;
        });
        for (const one of [title, ...lines]) one.dir = 'auto';
        this.#box.replaceChildren(title, ...lines);
        this.#place(point);
    }

    hide() {
        this.#box.hidden = true;
    }

    /**
     * Beside the pointer, within the map.
     * @param {{x: number, y: number}} point
     */
    #place({x, y}) {
        const {offsetWidth: width, offsetHeight: height} = this.#box;
        const {clientWidth, clientHeight} = this.#parent;
        const left = x + 14 + width > clientWidth ? x - 14 - width : x + 14;
        const top = y + 14 + height > clientHeight ? y - 14 - height : y + 14;
        this.#box.style.left = `${Math.max(4, Math.min(left, clientWidth - width - 4))}px`;
        this.#box.style.top = `${Math.max(4, top)}px`;
    }
}
