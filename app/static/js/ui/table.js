/** The records shown, one to a row: all that the map can do, without the map. */
import {make, need} from '../dom.js';
import {yearOf} from '../time.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../matching.js').Findings} Findings */
/** @typedef {import('../records.js').AtlasRecord} AtlasRecord */
/** @typedef {(record: AtlasRecord) => string | number} Cell */

const PAGE = 200;

/** @param {Context} context */
export function createTable(context) {
    const region = need('#table-region');
    const columns = columnsOf(context);
    const order = {column: 'country', direction: 1};
    let rows = PAGE;
    /** @type {AtlasRecord[]} */
    let shown = [];
    const draw = () => {
        const sorted = sort(shown, columns, order, context.words.collator);
        const table = drawTable(sorted.slice(0, rows), columns, order, context);
        region.replaceChildren(table, ...drawMore(sorted.length - rows, context));
    };
    region.addEventListener('click', ({target}) => {
        const button = /** @type {Element} */ (target).closest('button');
        if (!button) return;
        const column = button.dataset['sort'];
        if (column) {
            order.direction = order.column === column ? -order.direction : 1;
            order.column = column;
        } else {
            rows += PAGE;
        }
        draw();
        need(column ? `[data-sort="${column}"]` : `tbody tr:nth-child(${rows - PAGE + 1}) a`, region).focus();
    });
    return {
        /** @param {import('../view.js').View} view @param {Findings} findings */
        draw(view, findings) {
            if (view.form !== 'table') return;
            shown = findings.shown;
            rows = PAGE;
            draw();
        }
    };
}

/**
 * @param {Context} context
 * @returns {Map<string, Cell>} how each column reads a record, in their order
 */
function columnsOf({words, labelOf}) {
    const list = (/** @type {string} */ facet, /** @type {string[]} */ values) =>
        values.map((value) => labelOf(facet, value)).join(words.say('join.list'));
    const year = (/** @type {number | null} */ day) => (day === null ? '' : yearOf(day));
    return new Map(
        /** @type {[string, Cell][]} */ ([
            ['title', ({title}) => title],
            ['kind', ({kind}) => words.say(`kind.${kind}`)],
            ['country', ({country}) => labelOf('country', country)],
            ['place', ({place}) => place ?? ''],
            ['technologies', ({technologies}) => list('technology', technologies)],
            ['suppliers', ({suppliers}) => list('supplier', suppliers)],
            ['status', ({status}) => (status ? labelOf('status', status) : '')],
            ['evidence', ({evidence}) => (evidence ? labelOf('evidence', evidence) : '')],
            ['start', ({span}) => year(span[0])],
            ['end', ({span}) => year(span[3])]
        ])
    );
}

/**
 * @param {readonly AtlasRecord[]} records
 * @param {Map<string, Cell>} columns
 * @param {{column: string, direction: number}} order
 * @param {Intl.Collator} collator
 * @returns {AtlasRecord[]} empty cells last, whatever the direction
 */
function sort(records, columns, {column, direction}, collator) {
    const cell = columns.get(column) ?? (() => '');
    const keyed = records.map((record) => ({record, key: cell(record)}));
    keyed.sort((one, other) => {
        if (one.key === '' || other.key === '') return Number(one.key === '') - Number(other.key === '');
        const difference =
            typeof one.key === 'number'
                ? one.key - Number(other.key)
                : collator.compare(one.key, String(other.key));
        return direction * difference;
    });
    return keyed.map(({record}) => record);
}

/**
 * @param {AtlasRecord[]} records
 * @param {Map<string, Cell>} columns
 * @param {{column: string, direction: number}} order
 * @param {Context} context
 */
function drawTable(records, columns, order, context) {
    const {words} = context;
    const heads = [...columns.keys()].map((column) => drawHead(column, order, context));
    const empty = make('td', {colspan: columns.size}, words.say('table.none'));
    return make(
        'table',
        {},
        make('caption', {class: 'sr'}, words.say('table.caption')),
        make('thead', {}, make('tr', {}, ...heads)),
        make(
            'tbody',
            {},
            ...records.map((record) => drawRow(record, columns, context)),
            !records.length && make('tr', {}, empty)
        )
    );
}

/**
 * @param {string} column
 * @param {{column: string, direction: number}} order
 * @param {Context} context
 */
function drawHead(column, order, {words}) {
    const direction = order.direction > 0 ? 'ascending' : 'descending';
    const sorted = order.column === column ? direction : null;
    const label = words.say(`column.${column}`);
    const title = words.say('table.sort', {column: label});
    const button = make('button', {type: 'button', 'data-sort': column, title}, label);
    return make('th', {scope: 'col', 'data-column': column, 'aria-sort': sorted}, button);
}

/**
 * @param {AtlasRecord} record
 * @param {Map<string, Cell>} columns
 * @param {Context} context
 */
function drawRow(record, columns, {address}) {
    const cells = [...columns].map(([column, cell]) => {
        const text = String(cell(record));
        if (column === 'title') {
            const link = {href: address.href({select: record.id}), 'data-select': record.id};
            const title = make('a', {...link, lang: 'en', dir: 'ltr'}, text);
            return make('th', {scope: 'row'}, title);
        }
        if (column === 'country') {
            const link = {href: address.href({select: record.country}), 'data-select': record.country};
            return make('td', {}, make('a', link, text));
        }
        const dated = column === 'start' || column === 'end';
        return make('td', {class: dated ? 'year' : null, lang: column === 'place' ? 'en' : null}, text);
    });
    return make('tr', {}, ...cells);
}

/**
 * @param {number} rest
 * @param {Context} context
 */
function drawMore(rest, {words}) {
    if (rest <= 0) return [];
    const label = words.say('table.more', {count: Math.min(rest, PAGE)});
    return [make('button', {type: 'button', class: 'more'}, label)];
}
