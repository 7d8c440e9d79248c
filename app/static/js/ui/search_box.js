/** One search over countries, suppliers, technologies and records: a combobox. */
import {make, need} from '../dom.js';
import {best, normalise} from '../search.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../search.js').Suggestion & {found: string}} Candidate */

const LIMITS = Object.freeze({country: 5, supplier: 4, technology: 3, record: 6});

export class SearchBox {
    #field = /** @type {HTMLInputElement} */ (need('#search'));
    #list = need('#suggestions');
    #context;
    #fetchNames;
    /** @type {Candidate[] | null} */
    #candidates = null;
    #active = -1;
    #turn = 0;

    /**
     * @param {Context} context
     * @param {() => Promise<import('../search.js').Names>} fetchNames
     */
    constructor(context, fetchNames) {
        this.#context = context;
        this.#fetchNames = fetchNames;
        const [field, list] = [this.#field, this.#list];
        field.addEventListener('input', () => this.#suggest());
        field.addEventListener('focus', () => field.value && this.#suggest());
        field.addEventListener('blur', () => this.#fold());
        field.addEventListener('keydown', (event) => this.#press(event));
        field.form?.addEventListener('submit', (event) => event.preventDefault());
        list.addEventListener('pointerdown', (event) => event.preventDefault());
        list.addEventListener('click', ({target}) => {
            const option = /** @type {Element} */ (target).closest('li');
            if (option) this.#take(option);
        });
    }

    /** @param {import('../view.js').View} view */
    draw(view) {
        if (document.activeElement !== this.#field) this.#field.value = view.q;
    }

    get #options() {
        return /** @type {HTMLElement[]} */ ([...this.#list.children]);
    }

    async #suggest() {
        const turn = ++this.#turn;
        const {words, announce} = this.#context;
        this.#candidates ??= gather(this.#context, await this.#fetchNames());
        if (turn !== this.#turn) return;
        const text = this.#field.value.trim();
        const found = suggestions(this.#candidates, text);
        this.#list.replaceChildren(...drawOptions(found, text, this.#context));
        this.#list.hidden = !text;
        this.#field.setAttribute('aria-expanded', String(Boolean(text)));
        this.#activate(-1);
        if (text) announce(words.say('search.found', {count: found.length}));
    }

    /** @param {number} at the option that Enter would take; -1 for none */
    #activate(at) {
        this.#active = at;
        this.#options.forEach((option, index) => {
            option.setAttribute('aria-selected', String(index === at));
        });
        const option = this.#options[at];
        option?.scrollIntoView({block: 'nearest'});
        if (option) this.#field.setAttribute('aria-activedescendant', option.id);
        else this.#field.removeAttribute('aria-activedescendant');
    }

    #fold() {
        this.#list.hidden = true;
        this.#field.setAttribute('aria-expanded', 'false');
        this.#activate(-1);
    }

    /** @param {HTMLElement | undefined} option without one, the words themselves are sought */
    #take(option) {
        const text = this.#field.value.trim();
        this.#fold();
        this.#turn += 1;
        if (option && option.dataset['kind'] !== 'everywhere') {
            this.#field.value = '';
            this.#context.address.go(patchOf(option));
        } else {
            this.#context.address.go({q: text});
        }
    }

    /** @param {KeyboardEvent} event */
    #press(event) {
        const count = this.#options.length;
        const before = this.#active < 0 ? count - 1 : this.#active - 1;
        if (event.key === 'ArrowDown' && count) this.#activate((this.#active + 1) % count);
        else if (event.key === 'ArrowUp' && count) this.#activate((before + count) % count);
        else if (event.key === 'Enter') this.#take(this.#options[this.#active]);
        else if (event.key === 'Escape') return this.#fold();
        else return;
        event.preventDefault();
    }
}

/**
 * @param {Context} context
 * @param {import('../search.js').Names} names
 * @returns {Candidate[]}
 */
function gather({atlas, labelOf}, names) {
    const countries = atlas.countries.map(({id}) => ({
        kind: /** @type {const} */ ('country'),
        id,
        label: labelOf('country', id),
        found: names.countries[id] ?? ''
    }));
    const suppliers = atlas.suppliers.map(({id, name}) => ({
        kind: /** @type {const} */ ('supplier'),
        id,
        label: name,
        found: names.suppliers[id] ?? ''
    }));
    const technologies = atlas.technologies.map((id) => ({
        kind: /** @type {const} */ ('technology'),
        id,
        label: labelOf('technology', id),
        found: `${names.technologies[id] ?? ''} ${normalise(labelOf('technology', id))}`
    }));
    const records = atlas.records.map(({id, title, place, country}) => ({
        kind: /** @type {const} */ ('record'),
        id,
        label: title,
        found: `${normalise(`${title} ${place ?? ''}`)} ${names.countries[country] ?? ''}`
    }));
    return [...countries, ...suppliers, ...technologies, ...records];
}

/**
 * @param {Candidate[]} candidates
 * @param {string} text
 * @returns {Candidate[]}
 */
export function suggestions(candidates, text) {
    return Object.entries(LIMITS).flatMap(([kind, limit]) =>
        best(candidates.filter((candidate) => candidate.kind === kind), text, limit)
    );
}

/**
 * @param {Candidate[]} found
 * @param {string} text
 * @param {Context} context
 */
function drawOptions(found, text, {words}) {
    const rows = found.map(({kind, id, label}, at) => {
        const name = make('span', kind === 'record' ? {lang: 'en', dir: 'ltr'} : {}, label);
        const data = {'data-kind': kind, 'data-id': id, id: `suggestion-${at}`};
        const hint = make('small', {}, words.say(`search.kind.${kind}`));
        return make('li', {role: 'option', 'aria-selected': 'false', ...data}, name, hint);
    });
    const everywhere = make(
        'li',
        {role: 'option', 'aria-selected': 'false', 'data-kind': 'everywhere', id: 'suggestion-all'},
        make('span', {}, words.say('search.everywhere', {text}))
    );
    return [...rows, everywhere];
}

/**
 * @param {HTMLElement} option
 * @returns {Partial<import('../view.js').View>}
 */
function patchOf({dataset: {kind, id = ''}}) {
    if (kind === 'technology') return {technology: [id], q: ''};
    return {select: kind === 'supplier' ? `supplier:${id}` : id};
}
