/**
 * The group of technology by which a mark gets its shape and colour.
 *
 * Nineteen technologies cannot be told apart as small marks; the vocabulary's four groups can.
 * A record that belongs to several takes the first of this order: documents and biometrics
 * before cameras, because the rarer thing is the news.
 */

/** @typedef {'identity' | 'cameras' | 'networks' | 'other'} Group */

/** @type {readonly Group[]} */
const ORDER = ['identity', 'cameras', 'networks', 'other'];

/**
 * As the legend lists them.
 * @type {readonly Group[]}
 */
export const GROUPS = ['cameras', 'identity', 'networks', 'other'];

/**
 * @param {readonly string[]} technologies of the vocabulary
 * @param {readonly string[]} groups the group of each
 * @returns {(used: readonly string[]) => Group}
 */
export function grouper(technologies, groups) {
    const known = new Map(technologies.map((technology, at) => [technology, groups[at]]));
    return (used) => {
        const own = new Set(used.map((technology) => known.get(technology)));
        return ORDER.find((group) => own.has(group)) ?? 'other';
    };
}
