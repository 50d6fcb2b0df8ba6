import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The toolkit asks whether the browser knows `:focus-visible`, by a style element that is empty. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The page's script may run, its style sheet may load, and nothing else may: no network, no inline code. */
function contentSecurityPolicy(webview: vscode.Webview, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} ${EMPTY_STYLE}`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
}

/** The shell around a page's script; `script` is a file of `dist/webview`. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, script: string): string {
  const nonce = randomBytes(16).toString('base64');
  const asset = (name: string) => webview.asWebviewUri(pageRoot(extension, name)).toString();
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(webview, nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${asset('style.css')}">
<title>Stairstep</title>
</head>
<body>
<main id="app"></main>
<script nonce="${nonce}" src="${asset(script)}"></script>
</body>
</html>`;
}

/** The only folder that a page may load from, or a file in it. */
export function pageRoot(extension: vscode.Uri, ...file: string[]): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview', ...file);
}

function attribute(text: string): string {
  return text.replace(/[^\w-]/g, '');
}
