/**
 * The four groups of technology that the map tells apart.
 *
 * Eighteen technologies cannot be told apart as small marks; four can, by shape and colour.
 * A system that identifies people counts as that first, whatever else it does: of a camera
 * network with face recognition the recognition is the news.
 */

/** @typedef {'cameras' | 'identity' | 'networks' | 'other'} Group */

/** @type {ReadonlyArray<[Group, ReadonlySet<string>]>} */
const MEMBERS = [
    ['identity', new Set(['facial-recognition', 'biometric-id', 'dna-collection', 'smart-card-id'])],
    ['cameras', new Set([
        'video-surveillance', 'safe-city', 'smart-policing', 'licence-plate-recognition',
        'traffic-control', 'emergency-call', 'drones', 'border-control',
    ])],
    ['networks', new Set([
        'communications-interception', 'internet-filtering', 'social-media-monitoring',
        'mobile-network', 'data-centre',
    ])],
];

/** @type {readonly Group[]} */
export const GROUPS = ['cameras', 'identity', 'networks', 'other'];

/**
 * @param {readonly string[]} technologies
 * @returns {Group}
 */
export function groupOf(technologies) {
    const found = MEMBERS.find(([, members]) => technologies.some((one) => members.has(one)));
    return found ? found[0] : 'other';
}
