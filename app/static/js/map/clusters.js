/**
 * Points that lie close together on the screen, gathered greedily.
 *
 * Distances are taken in pixels of the zoom at hand and not in degrees or in tiles, so the
 * result is right in any projection; it is quick enough to be made anew for every filter.
 * A cluster stands where its first point stands, which is a real place.
 */

/**
 * @template T
 * @typedef {{x: number, y: number, members: T[]}} Cluster
 */

/**
 * @template {{x: number, y: number}} T
 * @param {readonly T[]} points on the plane
 * @param {number} radius in units of the plane
 * @returns {Array<Cluster<T>>}
 */
export function clusters(points, radius) {
    /** @type {Array<Cluster<T>>} */
    const found = [];
    /** @type {Map<number, Array<Cluster<T>>>} */
    const cells = new Map();
    for (const point of points) {
        const column = Math.floor(point.x / radius);
        const row = Math.floor(point.y / radius);
        const near = nearest(cells, column, row, point, radius);
        if (near) {
            near.members.push(point);
            continue;
        }
        const fresh = {x: point.x, y: point.y, members: [point]};
        found.push(fresh);
        const cell = cells.get(key(column, row));
        if (cell) cell.push(fresh);
        else cells.set(key(column, row), [fresh]);
    }
    return found;
}

/**
 * Cells are numbered row by row; the plane is far less than a million cells wide.
 * @param {number} column
 * @param {number} row
 */
const key = (column, row) => row * 1_000_000 + column;

/**
 * @template T
 * @param {Map<number, Array<Cluster<T>>>} cells
 * @param {number} column @param {number} row
 * @param {{x: number, y: number}} point @param {number} radius
 * @returns {Cluster<T> | null}
 */
function nearest(cells, column, row, {x, y}, radius) {
    let best = null;
    let least = radius * radius;
    for (let across = column - 1; across <= column + 1; across += 1) {
        for (let down = row - 1; down <= row + 1; down += 1) {
            for (const cluster of cells.get(key(across, down)) ?? []) {
                const distance = (cluster.x - x) ** 2 + (cluster.y - y) ** 2;
                if (distance <= least) [best, least] = [cluster, distance];
            }
        }
    }
    return best;
}
