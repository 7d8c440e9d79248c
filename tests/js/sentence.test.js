import assert from 'node:assert/strict';
import test from 'node:test';

import {sentence} from '../../app/static/js/sentence.js';
import {Words} from '../../app/static/js/words.js';
import {catalogue, vectors} from './vectors.js';

/** @param {string} lang */
function wordsOf(lang) {
    return new Words(lang, {catalogue: catalogue(lang), names: {}, labels: {}});
}

test('the sentence is the one the server writes', () => {
    for (const {lang, summary, said} of vectors('sentence').cases) {
        assert.equal(sentence(summary, wordsOf(lang)), said);
    }
});

test('a text that nobody wrote is an error, not an empty place', () => {
    assert.throws(() => wordsOf('en').say('no.such.text'), /no.such.text/);
});

test('what fills a hole is never read as a pattern', () => {
    const said = wordsOf('en').say('search.everywhere', {text: '{count} $& <b>'});
    assert.ok(said.includes('“{count} $& <b>”'));
});
