/**
 * Everything the interface says, in the reader's language.
 *
 * A text is a pattern with {holes}; one that depends on a number is an object of
 * patterns by plural category, chosen by `count`. Numbers are written with the digits
 * 0 to 9 in every language, as the years are that readers type.
 */

/** @typedef {string | {[category: string]: string}} Pattern */
/** @typedef {{[hole: string]: string | number}} Values */
/**
 * @typedef {object} Vocabulary
 * @property {{[key: string]: Pattern}} catalogue
 * @property {{[iso3: string]: string}} names of countries, where they are not English
 * @property {{[vocabulary: string]: {[id: string]: string}}} labels
 */

export class Words {
    /**
     * @param {string} lang
     * @param {Vocabulary} vocabulary
     */
    constructor(lang, {catalogue, names, labels}) {
        this.lang = lang;
        this.catalogue = catalogue;
        this.names = names;
        this.labels = labels;
        this.plurals = new Intl.PluralRules(lang);
        this.numbers = new Intl.NumberFormat(`${lang}-u-nu-latn`, {useGrouping: true});
        this.collator = new Intl.Collator(lang);
    }

    /**
     * Say the text of a key, its holes filled.
     * @param {string} key
     * @param {Values} [values]
     * @returns {string}
     */
    say(key, values = {}) {
        const pattern = this.catalogue[key];
        if (pattern === undefined) throw new Error(`${key}: no such text in '${this.lang}'`);
        return fill(this.#choose(pattern, Number(values['count'])), values, this.numbers);
    }

    /**
     * Name a value of a vocabulary, such as a technology.
     * @param {string} vocabulary such as "technologies"
     * @param {string} id
     * @returns {string} the id itself where nobody has named it
     */
    term(vocabulary, id) {
        return this.labels[vocabulary]?.[id] ?? id;
    }

    /**
     * @param {{id: string, name: string}} country
     * @returns {string}
     */
    country({id, name}) {
        return this.names[id] ?? name;
    }

    /**
     * @param {number} value
     * @returns {string}
     */
    number(value) {
        return this.numbers.format(value);
    }

    /**
     * @param {Pattern} pattern
     * @param {number} count
     * @returns {string}
     */
    #choose(pattern, count) {
        if (typeof pattern === 'string') return pattern;
        return pattern[this.plurals.select(count)] ?? pattern['other'] ?? '';
    }
}

/**
 * @param {string} pattern
 * @param {Values} values text stays as it is, numbers get the language's separators
 * @param {Intl.NumberFormat} numbers
 * @returns {string}
 */
function fill(pattern, values, numbers) {
    return pattern.replace(/\{(\w+)\}/g, (hole, name) => {
        const value = values[name];
        if (value === undefined) return hole;
        return typeof value === 'number' ? numbers.format(value) : value;
    });
}
