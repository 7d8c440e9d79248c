import assert from 'node:assert/strict';
import test from 'node:test';

import {find, membersIn} from '../../app/static/js/matching.js';
import {decode} from '../../app/static/js/records.js';
import {readView} from '../../app/static/js/view.js';

const NAMES = {countries: {FJI: 'fiji', KHM: 'cambodia'}, suppliers: {}, technologies: {}};
const DAY_2015 = 16_436;
const DAY_2019 = 17_897;

/** Four records: two deployments, one of them undated and unplaced, a policy, an incident. */
const ATLAS = decode({
    release: 'test',
    collections: ['deployments', 'policies', 'incidents', 'agreements'],
    technologies: ['drones', 'safe-city'],
    groups: ['cameras', 'cameras'],
    suppliers: [{id: 'huawei', name: 'Huawei'}],
    statuses: ['operational', 'in-force'],
    evidences: ['reported', 'official'],
    types: ['cybercrime-law', 'arrest'],
    countries: {
        id: ['FJI', 'KHM', 'ITA', 'NER'],
        name: ['Fiji', 'Cambodia', 'Italy', 'Niger'],
        state: ['documented', 'documented', 'searched', 'searched'],
        member: [1, 1, 1, 1],
        joined: [2018, 2013, 2019, null],
        left: [null, null, 2023, null],
        micro: [1, 0, 0, 0]
    },
    columns: {
        id: ['fji-cameras', 'khm-law', 'khm-network', 'khm-arrest'],
        kind: [0, 1, 0, 2],
        country: [0, 1, 1, 1],
        title: ['Cameras in Suva', 'Cybercrime law', 'Network', 'Arrest'],
        place: ['Suva', null, null, 'Phnom Penh'],
        precision: ['city', null, 'country', 'city'],
        lon: [178.4, null, null, 104.9],
        lat: [-18.1, null, null, 11.5],
        technologies: [[1], [], [0, 1], [0]],
        suppliers: [[0], [], [], []],
        status: [0, 1, null, null],
        evidence: [0, null, 1, 0],
        disputed: [0, 0, 1, 0],
        type: [null, 0, null, 1],
        direction: [null, 'expands', null, null],
        start: [DAY_2015, DAY_2019, null, DAY_2019],
        start_certain: [DAY_2015, null, null, DAY_2019],
        end_certain: [DAY_2019, null, null, DAY_2019],
        end: [null, null, null, DAY_2019]
    }
});

/** @param {string} query */
function ids(query) {
    return find(ATLAS, readView(query), NAMES).shown.map(({id}) => id);
}

test('a record without the filtered property does not match', () => {
    assert.deepEqual(ids('technology=drones'), ['khm-network', 'khm-arrest']);
    assert.deepEqual(ids('status=in-force'), ['khm-law']);
});

test('any value of a list will do, and all filters must hold', () => {
    assert.deepEqual(ids('country=FJI,KHM&technology=safe-city'), ['fji-cameras', 'khm-network']);
    assert.deepEqual(ids('country=FJI&technology=drones'), []);
});

test('a window leaves undated records out and counts them', () => {
    const {shown, summary} = find(ATLAS, readView('datetime=2014/2016'), NAMES);
    assert.deepEqual(shown.map(({id}) => id), ['fji-cameras']);
    assert.equal(summary.undated, 1);
    assert.equal(find(ATLAS, readView(''), NAMES).summary.undated, 0);
});

test('certain is a subset of possible', () => {
    assert.deepEqual(ids('datetime=2019'), ['fji-cameras', 'khm-law', 'khm-arrest']);
    assert.deepEqual(ids('datetime=2019&certainty=certain'), ['fji-cameras', 'khm-arrest']);
});

test('a box across 180 degrees finds Fiji, and counts what has no place', () => {
    const {shown, summary} = find(ATLAS, readView('bbox=170,-30,-170,0'), NAMES);
    assert.deepEqual(shown.map(({id}) => id), ['fji-cameras']);
    assert.equal(summary.unplaced, 2);
});

test('facet counts follow the other filters, not their own', () => {
    const {facets} = find(ATLAS, readView('technology=drones&country=KHM'), NAMES);
    assert.equal(facets['technology']?.get('safe-city'), 1);
    assert.equal(facets['country']?.get('KHM'), 2);
    assert.equal(facets['country']?.get('FJI'), undefined);
    assert.equal(facets['evidence']?.get('reported'), 1);
});

test('the histogram keeps what only the window leaves out', () => {
    const {anyTime} = find(ATLAS, readView('datetime=2019&country=FJI'), NAMES);
    assert.deepEqual(anyTime.map(({id}) => id), ['fji-cameras']);
});

test('all words must occur, in whatever spelling', () => {
    assert.deepEqual(ids('q=CAMBODIA%20law'), ['khm-law']);
    assert.deepEqual(ids('q=fiji%20law'), []);
});

test('the sentence counts what is shown of all there is', () => {
    const {summary} = find(ATLAS, readView('layers=policies,deployments&country=KHM'), NAMES);
    assert.deepEqual(summary.tallies, [
        {id: 'deployments', shown: 1, total: 2},
        {id: 'policies', shown: 1, total: 1}
    ]);
    assert.equal(summary.countries, 1);
});

test('countries are members from the year they joined to the year they left', () => {
    assert.deepEqual([...membersIn(ATLAS, '2014')], ['KHM']);
    assert.deepEqual([...membersIn(ATLAS, '2020/2022')], ['FJI', 'KHM', 'ITA']);
    assert.deepEqual([...membersIn(ATLAS, '2024/..')], ['FJI', 'KHM']);
    assert.deepEqual([...membersIn(ATLAS, '')], ['FJI', 'KHM', 'ITA', 'NER']);
});
