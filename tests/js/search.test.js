import assert from 'node:assert/strict';
import test from 'node:test';

import {best, haystack, normalise, terms} from '../../app/static/js/search.js';
import {vectors} from './vectors.js';

test('letters are folded as the layers fold them', () => {
    for (const {text, normalised} of vectors('normalise').cases) {
        assert.equal(normalise(text), normalised, text);
    }
});

test('a record is found by its country, supplier and technology in any spelling', () => {
    const record = /** @type {any} */ ({
        title: 'Caméras à Abidjan',
        place: null,
        country: 'CIV',
        suppliers: ['huawei'],
        technologies: ['drones']
    });
    const names = {
        countries: {CIV: "cote d'ivoire ivory coast"},
        suppliers: {huawei: 'huawei technologies 华为'},
        technologies: {drones: 'drones'}
    };
    const found = haystack(record, names);
    for (const wanted of ['CAMERAS', 'Ivory', '华为', 'drones', 'ABIDJAN']) {
        assert.ok(terms(wanted).every((term) => found.includes(term)), wanted);
    }
});

test('what begins with the words comes before what holds them', () => {
    const candidates = ['Equatorial Guinea', 'Guinea', 'Papua New Guinea', 'Guinea-Bissau'].map(
        (label) => ({label, found: normalise(label)})
    );
    const labels = best(candidates, 'guinea', 3).map(({label}) => label);
    assert.deepEqual(labels.slice(0, 2), ['Guinea', 'Guinea-Bissau']);
    assert.equal(labels.length, 3);
});

test('blank words suggest nothing', () => {
    assert.deepEqual(best([{label: 'a', found: 'a'}], '  ', 5), []);
});
