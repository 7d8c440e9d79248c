import assert from 'node:assert/strict';
import test from 'node:test';

import {ViewError, WHOLE, readView, writeView} from '../../app/static/js/view.js';
import {vectors} from './vectors.js';

/** @type {{cases: any[], faults: any[]}} */
const {cases, faults} = vectors('view');

/**
 * @param {import('../../app/static/js/view.js').View} view
 * @returns {object} spelled as the shared vectors spell a view
 */
function plain({view, ...rest}) {
    return {...rest, view: view && [view.zoom, view.lat, view.lon]};
}

test('every shared address is read and written as Python does', () => {
    assert.ok(cases.length > 0);
    for (const {query, canonical, view} of cases) {
        assert.deepEqual(plain(readView(query)), view, query);
        assert.equal(writeView(readView(query)), canonical, query);
    }
});

test('a canonical address is its own spelling', () => {
    for (const {canonical} of cases) {
        assert.equal(writeView(readView(canonical)), canonical);
    }
});

test('every shared fault names its parameter', () => {
    for (const {query, parameter} of faults) {
        assert.throws(
            () => readView(query),
            (error) => error instanceof ViewError && error.parameter === parameter,
            query
        );
    }
});

test('the default view has the bare address', () => {
    assert.equal(writeView(WHOLE), '');
    assert.deepEqual(readView(''), {...WHOLE});
});

test('a lenient reader passes over names the grammar does not know', () => {
    const lenient = readView('?utm_source=letter&q=Kabul', {lenient: true});
    assert.deepEqual(lenient, {...WHOLE, q: 'Kabul'});
});

test('a lenient reader takes what a form without JavaScript sends', () => {
    const ticked = readView('?technology=dna&technology=cctv&datetime=&q=', {lenient: true});
    assert.deepEqual(ticked, {...WHOLE, technology: ['cctv', 'dna']});
    assert.deepEqual(readView('?layers=', {lenient: true}).layers, []);
});
