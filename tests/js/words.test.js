import assert from 'node:assert/strict';
import test from 'node:test';

import {WORDS, wordsOr} from '../../app/static/js/map/words.js';
import {Words} from '../../app/static/js/words.js';
import {catalogue, vectors} from './vectors.js';

const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'];

/** @param {string} lang */
function wordsOf(lang) {
    return new Words(lang, {catalogue: catalogue(lang), names: {}, labels: {}});
}

/** @param {import('../../app/static/js/words.js').Pattern | undefined} pattern */
function holes(pattern) {
    const forms = typeof pattern === 'object' ? Object.values(pattern) : [pattern ?? ''];
    return [...new Set(forms.flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
}

test('a number takes the form that the server chose', () => {
    for (const {lang, key, count, said} of vectors('counts').cases) {
        assert.equal(wordsOf(lang).say(key, {count}), said, `${lang} ${count}`);
    }
});

test('the plural forms are those the browser asks for', () => {
    for (const lang of LANGUAGES) {
        const wanted = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
        for (const [key, pattern] of Object.entries(catalogue(lang))) {
            if (typeof pattern === 'string') continue;
            assert.deepEqual(Object.keys(pattern).sort(), [...wanted].sort(), `${lang} ${key}`);
        }
    }
});

test('every language says all that the map says', () => {
    for (const lang of LANGUAGES) {
        const texts = catalogue(lang);
        for (const [key, english] of Object.entries(WORDS)) {
            assert.ok(texts[key], `${lang} ${key}`);
            assert.deepEqual(holes(texts[key]), holes(english), `${lang} ${key}`);
        }
    }
});

test('the map speaks the language of the page', () => {
    const words = wordsOf('ru');
    const say = wordsOr((key, values) => words.say(key, values));
    assert.equal(say('map.policies', {count: 1234}), 'Меры регулирования: 1\u00a0234');
});
