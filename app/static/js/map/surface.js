/**
 * A canvas that covers the map and follows it: sharp, a little larger than the view, drawn
 * again when the view has moved beyond it, stretched by the browser while a zoom is animated.
 *
 * Leaflet's own canvas renderer draws one Leaflet layer at a time and forgets nothing; here the
 * whole picture is drawn from data, which is what keeps ten thousand points at 60 frames a second.
 */
import L from '../leaflet.js';

/**
 * What a painter needs to know of the view.
 * @typedef {object} Frame
 * @property {number} zoom
 * @property {number} scale pixels to one unit of the plane
 * @property {number} left the canvas' own corner, in pixels of this zoom
 * @property {number} top
 * @property {number} width in CSS pixels
 * @property {number} height
 * @property {number} ratio device pixels to one CSS pixel
 */
/** @typedef {(pen: CanvasRenderingContext2D, frame: Frame) => void} Painter */

/** How far beyond each side is drawn, as a part of the view. */
const MARGIN = 0.2;

export class Surface {
    /** @type {L.Map} */
    #map;
    /** @type {HTMLCanvasElement} */
    #canvas;
    /** @type {Painter} */
    #paint;
    /** @type {Frame | null} */
    #frame = null;
    /** Whether there is something to draw; a map being set up moves several times. */
    #awake = false;

    /**
     * @param {L.Map} map
     * @param {string} pane
     * @param {Painter} paint
     */
    constructor(map, pane, paint) {
        this.#map = map;
        this.#paint = paint;
        this.#canvas = document.createElement('canvas');
        this.#canvas.className = 'atlas-surface leaflet-zoom-animated';
        this.#canvas.setAttribute('aria-hidden', 'true');
        /** @type {HTMLElement} */ (map.getPane(pane)).append(this.#canvas);
        map.on('moveend', this.draw, this);
        map.on('move', this.#keepCovered, this);
        map.on('zoom', this.#stretch, this);
        map.on('zoomanim', this.#animate, this);
    }

    /** Draw from now on. */
    wake() {
        this.#awake = true;
        this.draw();
    }

    /** Draw the picture for the view as it is. */
    draw() {
        if (!this.#awake) return;
        const frame = this.#place();
        if (!frame) return;
        const pen = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
        pen.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
        pen.clearRect(0, 0, frame.width, frame.height);
        this.#paint(pen, frame);
    }

    /** @returns {Frame | null} null while the map has no size */
    #place() {
        const size = this.#map.getSize();
        if (size.x === 0 || size.y === 0) return null;
        // Zoomed out to the whole world there is nowhere to move to.
        const still = this.#map.getZoom() <= this.#map.getMinZoom() + 0.01;
        const margin = size.multiplyBy(still ? 0 : MARGIN).round();
        const corner = this.#map.getPixelBounds().getTopLeft().subtract(margin);
        const zoom = this.#map.getZoom();
        const frame = {
            zoom,
            scale: 2 ** zoom,
            left: corner.x,
            top: corner.y,
            width: size.x + 2 * margin.x,
            height: size.y + 2 * margin.y,
            ratio: globalThis.devicePixelRatio || 1,
        };
        this.#fit(frame);
        L.DomUtil.setTransform(this.#canvas, corner.subtract(this.#map.getPixelOrigin()), 1);
        this.#frame = frame;
        return frame;
    }

    /** @param {Frame} frame */
    #fit({width, height, ratio}) {
        const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
        if (this.#canvas.width === across && this.#canvas.height === down) return;
        this.#canvas.width = across;
        this.#canvas.height = down;
        this.#canvas.style.width = `${width}px`;
        this.#canvas.style.height = `${height}px`;
    }

    #keepCovered() {
        const frame = this.#frame;
        if (!frame || frame.zoom !== this.#map.getZoom()) return;
        const view = this.#map.getPixelBounds();
        const [{x: left, y: top}, {x: right, y: bottom}] = [view.getTopLeft(), view.getBottomRight()];
        const covered = left >= frame.left && top >= frame.top
            && right <= frame.left + frame.width && bottom <= frame.top + frame.height;
        if (!covered) this.draw();
    }

    #stretch() {
        this.#show(this.#map.getCenter(), this.#map.getZoom());
    }

    /** @param {any} event Leaflet's ZoomAnimEvent; its map types it as a plain event */
    #animate({center, zoom}) {
        this.#show(center, zoom);
    }

    /** @param {L.LatLng} center @param {number} zoom */
    #show(center, zoom) {
        if (!this.#frame) return;
        const pane = L.DomUtil.getPosition(/** @type {HTMLElement} */ (this.#map.getPane('mapPane')));
        const origin = this.#map.project(center, zoom)
            .subtract(this.#map.getSize().divideBy(2)).add(pane).round();
        const scale = 2 ** (zoom - this.#frame.zoom);
        const corner = L.point(this.#frame.left, this.#frame.top).multiplyBy(scale).subtract(origin);
        L.DomUtil.setTransform(this.#canvas, corner, scale);
    }
}
