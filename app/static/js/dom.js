/** Making and finding elements. Text enters by `textContent`, never as markup. */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {{[attribute: string]: string | number | boolean | null | undefined}} [attributes]
 *     true writes an empty attribute; false, null and undefined write none
 * @param {...Child} children a string becomes text
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    return dress(element, attributes, children);
}

/**
 * Make an element of a drawing.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {{[attribute: string]: string | number | boolean | null | undefined}} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function makeSvg(tag, attributes = {}, ...children) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    return dress(element, attributes, children);
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {{[attribute: string]: string | number | boolean | null | undefined}} attributes
 * @param {Child[]} children
 * @returns {E}
 */
function dress(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === false || value === null || value === undefined) continue;
        element.setAttribute(name, value === true ? '' : String(value));
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

/**
 * Return the element that a template promised.
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {E} throws when there is none: then template and script disagree
 */
export function need(selector, root = document) {
    const found = root.querySelector(selector);
    if (!found) throw new Error(`${selector}: the page has no such element`);
    return /** @type {E} */ (found);
}

/**
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {E[]}
 */
export function all(selector, root = document) {
    return /** @type {E[]} */ ([...root.querySelectorAll(selector)]);
}
