// Print "path:line: name: lines" for each function of the files named as arguments.
import {readFileSync} from 'node:fs';
import ts from 'typescript';

/** @param {string} path */
function measure(path) {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    /** @param {ts.Node} node */
    function visit(node) {
        if (ts.isFunctionLike(node) && 'body' in node && node.body) {
            const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
            const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
            const name = node.name?.getText() ?? 'anonymous';
            console.log(`${path}:${first + 1}: ${name}: ${last - first + 1}`);
        }
        ts.forEachChild(node, visit);
    }
    visit(source);
}

process.argv.slice(2).forEach(measure);
