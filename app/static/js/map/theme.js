/**
 * The colours of the map, read from the style sheet's custom properties by their meaning.
 *
 * They are registered with `@property` in tokens.css, so what is read is a plain colour, also
 * where the sheet says `light-dark(...)`. A canvas cannot read them by itself.
 */

const NAMES = /** @type {const} */ ([
    'ocean', 'land', 'border', 'graticule', 'count-1', 'count-2', 'count-3', 'count-4',
    'count-5', 'hatch-member', 'hatch-member-dark', 'state-searched', 'state-not-researched',
    'state-out', 'disputed-line', 'selection', 'deployment', 'incident', 'policy', 'agreement',
    'group-cameras', 'group-identity', 'group-networks', 'group-other', 'halo', 'label',
    'label-halo', 'ink', 'paper',
]);

/** @typedef {typeof NAMES[number]} ColourName */
/** @typedef {Record<ColourName, string> & {font: string, dark: boolean}} Theme */

/**
 * @param {Element} element whose style decides
 * @returns {Theme}
 */
export function readTheme(element) {
    const style = getComputedStyle(element);
    const colours = Object.fromEntries(
        NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    return {
        .../** @type {Record<ColourName, string>} */ (colours),
        font: style.fontFamily,
        dark: lightness(colours.paper) < lightness(colours.ink),
    };
}

/**
 * @param {string} colour as a browser computes it: rgb(), color(srgb ...) or #rrggbb
 * @returns {number} 0 for black to 1 for white, weighted as the eye does
 */
export function lightness(colour) {
    const known = lightnesses.get(colour);
    if (known !== undefined) return known;
    const [red, green, blue] = channels(colour);
    const found = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    lightnesses.set(colour, found);
    return found;
}

/** Every country asks at every frame; there are some thirty colours. */
/** @type {Map<string, number>} */
const lightnesses = new Map();

/** @param {string} colour @returns {number[]} red, green and blue from 0 to 1 */
function channels(colour) {
    if (colour.startsWith('#')) {
        const pair = colour.length > 4 ? 2 : 1;
        return [0, 1, 2].map((at) => {
            const digits = colour.slice(1 + at * pair, 1 + (at + 1) * pair);
            return parseInt(digits.repeat(3 - pair), 16) / 255;
        });
    }
    const most = colour.startsWith('color(') ? 1 : 255;
    return (colour.match(/[\d.]+(?=[\s,)/])/g) ?? []).slice(0, 3).map((part) => Number(part) / most);
}
