/**
 * Paints the marks: dots and specks from afar, single marks, clusters and badges nearer by.
 */
import {BADGE_GLYPH_PX, badgeParts} from './badges.js';
import {GROUPS} from './groups.js';
import {glyphColour, outlineGlyph, paintGlyph, stamp} from './glyphs.js';

/** @typedef {import('./marks.js').Mark} Mark */
/** @typedef {import('./theme.js').Theme} Theme */
/** @typedef {import('./surface.js').Frame} Frame */
/** @typedef {import('./glyphs.js').GlyphName} GlyphName */

/**
 * Where a mark stands on a canvas.
 * @param {Mark} mark
 * @param {{left: number, top: number, scale: number}} frame
 * @returns {{x: number, y: number}} its middle, in CSS pixels
 */
export function positionOf(mark, {left, top, scale}) {
    return {x: mark.x * scale - left + mark.shiftX, y: mark.y * scale - top + mark.shiftY};
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Frame} frame
 * @param {readonly Mark[]} marks
 * @param {Theme} theme
 * @param {(count: number) => string} number writes a count in the page's language
 */
export function paintMarks(pen, frame, marks, theme, number) {
    for (const mark of marks) {
        const {x, y} = positionOf(mark, frame);
        if (x < -30 || y < -30 || x > frame.width + 30 || y > frame.height + 30) continue;
        if (mark.form === 'cluster') paintCluster(pen, mark, x, y, theme, number);
        else if (mark.form === 'badge') paintBadge(pen, mark, x, y, theme, number);
        else if (mark.form === 'speck') paintSpeck(pen, x, y, theme);
        else paintOne(pen, frame, mark, x, y, theme);
    }
}

/** @param {Mark} mark @returns {GlyphName} */
function glyphOf(mark) {
    return mark.kind === 'incidents' ? 'incident' : mark.groups[0];
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Frame} frame
 * @param {Mark} mark
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 */
function paintOne(pen, {ratio}, mark, x, y, theme) {
    const name = glyphOf(mark);
    const region = mark.precision === 'region' && mark.form === 'one';
    if (region) paintReach(pen, x, y, glyphColour(name, theme));
    const image = stamp({
        name,
        radius: region ? mark.halfWidth - 1 : mark.halfWidth,
        certain: mark.certain > 0,
        site: mark.precision === 'site' && mark.form === 'one',
    }, theme, ratio);
    const size = image.width / ratio;
    const sharp = (/** @type {number} */ pixels) => Math.round(pixels * ratio) / ratio;
    pen.drawImage(image, sharp(x - size / 2), sharp(y - size / 2), size, size);
}

/**
 * A soft ring says: somewhere around here.
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 */
function paintReach(pen, x, y, colour) {
    pen.save();
    pen.beginPath();
    pen.arc(x, y, 14, 0, 2 * Math.PI);
    pen.globalAlpha = 0.2;
    pen.fillStyle = colour;
    pen.fill();
    pen.globalAlpha = 0.6;
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    pen.setLineDash([2, 2]);
    pen.stroke();
    pen.restore();
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 */
function paintSpeck(pen, x, y, theme) {
    pen.fillStyle = theme.paper;
    pen.strokeStyle = theme.policy;
    pen.lineWidth = 1;
    pen.fillRect(x - 2, y - 2, 4, 4);
    pen.strokeRect(x - 2, y - 2, 4, 4);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Mark} mark
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 * @param {(count: number) => string} number
 */
function paintCluster(pen, mark, x, y, theme, number) {
    const radius = mark.halfWidth;
    const name = mark.kind === 'incidents' ? 'incident' : 'cameras';
    outlineGlyph(pen, name, x, y, radius + 1.5);
    pen.fillStyle = theme.halo;
    pen.fill();
    if (name === 'incident') {
        outlineGlyph(pen, name, x, y, radius);
        pen.strokeStyle = theme.incident;
        pen.lineWidth = 2;
        pen.stroke();
    } else paintShares(pen, mark, x, y, radius, theme);
    pen.fillStyle = theme.ink;
    pen.font = `600 ${mark.records.length > 99 ? 10 : 11}px ${theme.font}`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(number(mark.records.length), x, y + 0.5);
}

/**
 * The ring of a cluster: how much of it is of which group.
 * @param {CanvasRenderingContext2D} pen
 * @param {Mark} mark
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {Theme} theme
 */
function paintShares(pen, mark, x, y, radius, theme) {
    let from = -Math.PI / 2;
    pen.lineWidth = 3;
    pen.globalAlpha = mark.certain > 0 ? 1 : 0.55;
    for (const group of GROUPS) {
        const share = mark.groups.filter((one) => one === group).length / mark.groups.length;
        if (share === 0) continue;
        const to = from + share * 2 * Math.PI;
        pen.beginPath();
        pen.arc(x, y, radius - 1.5, from, to);
        pen.strokeStyle = theme[`group-${group}`];
        pen.stroke();
        from = to;
    }
    pen.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Mark} mark
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 * @param {(count: number) => string} number
 */
function paintBadge(pen, mark, x, y, theme, number) {
    const {halfWidth, halfHeight} = mark;
    paintLeader(pen, mark, x, y, theme);
    pen.beginPath();
    pen.roundRect(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight, halfHeight);
    pen.fillStyle = theme.paper;
    pen.fill();
    pen.strokeStyle = theme['disputed-line'];
    pen.lineWidth = 0.8;
    pen.stroke();
    let left = x - halfWidth + 5;
    pen.font = `600 10.5px ${theme.font}`;
    pen.textBaseline = 'middle';
    for (const part of badgeParts(mark.records)) {
        paintBadgeGlyph(pen, part.kind, left + BADGE_GLYPH_PX / 2 - 1, y, theme);
        pen.textAlign = 'left';
        pen.fillStyle = theme.ink;
        pen.fillText(number(part.count), left + BADGE_GLYPH_PX, y + 0.5);
        left += part.width;
    }
}

/**
 * A badge that had to stand aside stays tied to its country.
 * @param {CanvasRenderingContext2D} pen
 * @param {Mark} mark
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 */
function paintLeader(pen, {shiftX, shiftY}, x, y, theme) {
    if (shiftX === 0 && Math.abs(shiftY) <= 12) return;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x - shiftX, y - shiftY);
    pen.strokeStyle = theme['disputed-line'];
    pen.lineWidth = 0.9;
    pen.stroke();
    pen.beginPath();
    pen.arc(x - shiftX, y - shiftY, 1.8, 0, 2 * Math.PI);
    pen.fillStyle = theme['disputed-line'];
    pen.fill();
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 */
export function paintBadgeGlyph(pen, kind, x, y, theme) {
    if (kind === 'deployments') {
        paintGlyph(pen, {name: 'cameras', x, y, radius: 3.6, certain: false}, theme);
        return;
    }
    if (kind === 'incidents') {
        paintGlyph(pen, {name: 'incident', x, y, radius: 3.6, certain: true}, theme);
        return;
    }
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.font = `700 11.5px ${theme.font}`;
    pen.fillStyle = kind === 'policies' ? theme.policy : theme.agreement;
    pen.fillText(kind === 'policies' ? '§' : '⇄', x, y + 0.5);
}
