/**
 * The ground of the map: ocean, graticule, countries in their four states, borders.
 *
 * Each state has a pattern as well as a tone, and membership is a hatching over whichever of
 * them: a reader who sees no colour still sees all of it.
 */
import {classOf} from './classes.js';
import {CLUSTER_ZOOM} from './marks.js';
import {pattern} from './patterns.js';
import {lightness} from './theme.js';
import {meet} from './topology.js';

/** @typedef {import('./theme.js').Theme} Theme */
/** @typedef {import('./surface.js').Frame} Frame */
/** @typedef {import('./outlines.js').Outlines} Outlines */
/** @typedef {import('./topology.js').Box} Box */
/**
 * How one country is filled.
 * @typedef {object} Fill
 * @property {string} colour
 * @property {number} alpha below 1 where a documented country has nothing in this view
 * @property {boolean} dotted
 * @property {boolean} outlined whether blank but for its outline
 * @property {string | null} hatch
 */
/**
 * @typedef {object} GroundPicture
 * @property {ReadonlyArray<import('./topology.js').Shape>} shapes
 * @property {Outlines} outlines
 * @property {ReadonlyArray<{id: string, x: number, y: number, quiet: boolean}>} micro dots for small states
 * @property {(country: string) => Fill} fillOf
 * @property {Theme} theme
 */

/** Pixels to a unit of the plane of a world 700 pixels wide. */
const SMALL_WORLD = 700 / 256;

/**
 * @param {string} state
 * @param {number} count deployments in this view
 * @param {boolean} member
 * @param {number[]} lowest the classes' lowest counts
 * @param {Theme} theme
 * @returns {Fill}
 */
export function fillFor(state, count, member, lowest, theme) {
    const colour = tone(state, count, lowest, theme);
    const deep = lightness(colour) < 0.5;
    const alpha = state === 'documented' && count === 0 ? 0.4 : 1;
    const line = deep && alpha === 1 ? theme['hatch-member-dark'] : theme['hatch-member'];
    return {
        colour,
        alpha,
        dotted: state === 'searched',
        outlined: state === 'not-researched' && count === 0,
        hatch: member ? line : null,
    };
}

/** @param {string} state @param {number} count @param {number[]} lowest @param {Theme} theme */
function tone(state, count, lowest, theme) {
    if (count > 0 || state === 'documented') {
        const step = /** @type {1 | 2 | 3 | 4 | 5} */ (Math.max(1, classOf(count, lowest)));
        return theme[`count-${step}`];
    }
    if (state === 'searched') return theme.land;
    return state === 'out-of-scope' ? theme['state-out'] : theme['state-not-researched'];
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Frame} frame
 * @param {GroundPicture} picture
 */
export function paintGround(pen, frame, picture) {
    const {theme, outlines: {edge, net}} = picture;
    pen.fillStyle = theme.ocean;
    pen.fillRect(0, 0, frame.width, frame.height);
    pen.save();
    pen.translate(-frame.left, -frame.top);
    pen.scale(frame.scale, frame.scale);
    line(pen, net, theme.graticule, 0.7 / frame.scale);
    line(pen, edge, theme.graticule, 1.4 / frame.scale);
    paintCountries(pen, frame, picture);
    paintLines(pen, frame, picture);
    for (const dot of picture.micro) paintDot(pen, frame, dot, picture);
    pen.restore();
}

/** @param {CanvasRenderingContext2D} pen @param {Frame} frame @param {GroundPicture} picture */
function paintCountries(pen, frame, {shapes, outlines, fillOf, theme}) {
    const seen = visible(frame);
    const weave = weaveOf(frame);
    for (const shape of shapes) {
        const path = outlines.countries.get(shape.id);
        if (path && meet(shape.box, seen)) paintFill(pen, path, fillOf(shape.id), theme, weave);
    }
}

/**
 * On a map as small as a phone's, a country must be wider than a few strokes.
 * @param {Frame} frame
 * @returns {import('./patterns.js').Weave}
 */
function weaveOf({scale}) {
    return {scale, grain: scale < SMALL_WORLD ? 0.72 : 1};
}

/**
 * @param {Frame} frame
 * @returns {Box} what the canvas covers of the plane
 */
export function visible({left, top, width, height, scale}) {
    return [left / scale, top / scale, (left + width) / scale, (top + height) / scale];
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Path2D} path
 * @param {Fill} fill
 * @param {Theme} theme
 * @param {import('./patterns.js').Weave} [weave]
 */
export function paintFill(pen, path, fill, theme, weave) {
    if (fill.alpha < 1) {
        pen.fillStyle = theme.land;
        pen.fill(path, 'evenodd');
    }
    pen.globalAlpha = fill.alpha;
    pen.fillStyle = fill.colour;
    pen.fill(path, 'evenodd');
    pen.globalAlpha = 1;
    if (fill.dotted) {
        pen.fillStyle = pattern(pen, 'dots', theme['state-searched'], weave);
        pen.fill(path, 'evenodd');
    }
    if (fill.hatch) {
        pen.fillStyle = pattern(pen, 'hatch', fill.hatch, weave);
        pen.fill(path, 'evenodd');
    }
    if (fill.outlined) line(pen, path, theme['state-searched'], 1 / (weave?.scale ?? 1));
}

/** @param {CanvasRenderingContext2D} pen @param {Frame} frame @param {GroundPicture} picture */
function paintLines(pen, {scale}, {outlines, theme}) {
    line(pen, outlines.borders, theme.border, 0.6 / scale);
    line(pen, outlines.coasts, theme.border, 0.7 / scale);
    // On a small world a dashed line is a speck of dirt; there it stays a border like others.
    if (scale < SMALL_WORLD) return;
    line(pen, outlines.disputed, theme.land, 1.6 / scale);
    pen.setLineDash([3 / scale, 2.5 / scale]);
    line(pen, outlines.disputed, theme['disputed-line'], 1 / scale);
    pen.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Path2D} path
 * @param {string} colour
 * @param {number} width
 */
function line(pen, path, colour, width) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.lineJoin = 'round';
    pen.stroke(path);
}

/** How large a small state's dot is, in pixels. */
export const DOT_RADIUS_PX = 3;

/**
 * @param {CanvasRenderingContext2D} pen @param {Frame} frame
 * @param {GroundPicture['micro'][number]} dot @param {GroundPicture} picture
 */
function paintDot(pen, frame, {id, x, y, quiet}, {fillOf, theme}) {
    // Uninhabited rocks out of scope would only litter the oceans of a world map.
    if (quiet && frame.zoom < CLUSTER_ZOOM) return;
    const path = new Path2D();
    path.arc(x, y, DOT_RADIUS_PX / frame.scale, 0, 2 * Math.PI);
    paintFill(pen, path, fillOf(id), theme, weaveOf(frame));
    line(pen, path, theme['disputed-line'], 0.8 / frame.scale);
}
