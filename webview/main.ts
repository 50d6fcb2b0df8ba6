/** Entry of the chart page, in the editor and in a report. */
import './jitless';
import { registerCharts } from './chart/register';
import { editorHost } from './host/editor';
import { reportHost } from './host/report';
import { Page } from './page';
import { registerControls } from './toolkit';

registerControls();
registerCharts();
document.body.classList.add('stairstep');
const root = document.getElementById('app') ?? document.body;
const host = editorHost() ?? reportHost();
if (host) new Page(root, host);
