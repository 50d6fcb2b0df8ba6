import * as vscode from 'vscode';
import { pickOne, typeText } from '../base/pick';
import {
  BODY_CHOICES,
  type BodyChoice,
  type PlanAnswers,
  parseConnections,
  parseRequest,
  planText,
  takesBody,
} from './plan-text';

const STEPS = 3;

/** Asks for a request, its body and the connections, writes `stairstep.json` and opens it; undefined where it is called off. */
export async function writeFirstPlan(file: vscode.Uri): Promise<vscode.Uri | undefined> {
  const answers = await askForPlan();
  if (!answers) return undefined;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(planText(answers)));
  await vscode.window.showTextDocument(file, { preview: false });
  return file;
}

async function askForPlan(): Promise<PlanAnswers | undefined> {
  const request = await askForRequest();
  if (!request) return undefined;
  const body = takesBody(request.method) ? await askForBody() : 'none';
  if (!body) return undefined;
  const connections = await askForConnections();
  return connections && { ...request, body, connections };
}

function title(step: number): string {
  return vscode.l10n.t('Load plan ({0}/{1})', step, STEPS);
}

async function askForRequest() {
  const answer = await typeText({
    title: title(1),
    prompt: vscode.l10n.t('The request that the load sends: its method and path.'),
    value: 'GET /',
    valueSelection: [0, 'GET /'.length],
    validateInput: (text) =>
      parseRequest(text)
        ? undefined
        : vscode.l10n.t('Write a method and a path that begins with /, such as {0}.', 'POST /widgets'),
  });
  return answer === undefined ? undefined : parseRequest(answer);
}

async function askForBody(): Promise<BodyChoice | undefined> {
  const words: Record<BodyChoice, { label: string; detail: string }> = {
    records: {
      label: vscode.l10n.t('JSON with many small objects'),
      detail: vscode.l10n.t('30 kB to 2 MB each: what fragments a heap most'),
    },
    text: { label: vscode.l10n.t('Text'), detail: vscode.l10n.t('30 kB to 2 MB each') },
    none: {
      label: vscode.l10n.t('No body'),
      detail: vscode.l10n.t('Or write your own into stairstep.json: completion shows how'),
    },
  };
  const picked = await pickOne(
    BODY_CHOICES.map((body) => ({ ...words[body], body })),
    { title: title(2), placeHolder: vscode.l10n.t('The body of each request') },
  );
  return picked?.body;
}

async function askForConnections(): Promise<number[] | undefined> {
  const choices: (vscode.QuickPickItem & { connections?: number[] })[] = [
    {
      label: '8, 16, 32, 64, 64, 64, 64',
      description: vscode.l10n.t('usual'),
      detail: vscode.l10n.t('A ramp, then equal bursts, which tell fragmentation from a leak'),
      connections: [8, 16, 32, 64, 64, 64, 64],
    },
    {
      label: '2, 4, 8, 8, 8, 8',
      description: vscode.l10n.t('gentle'),
      connections: [2, 4, 8, 8, 8, 8],
    },
    {
      label: '32, 64, 128, 256, 256, 256, 256',
      description: vscode.l10n.t('hard'),
      connections: [32, 64, 128, 256, 256, 256, 256],
    },
    { label: vscode.l10n.t('Other…') },
  ];
  const picked = await pickOne(choices, {
    title: title(3),
    placeHolder: vscode.l10n.t('Connections at once, burst after burst'),
  });
  return picked && (picked.connections ?? (await typedConnections()));
}

async function typedConnections(): Promise<number[] | undefined> {
  const answer = await typeText({
    title: title(3),
    prompt: vscode.l10n.t('Connections of each burst; repeat the largest at least three times.'),
    value: '8, 16, 32, 32, 32, 32',
    validateInput: (text) =>
      parseConnections(text) ? undefined : vscode.l10n.t('Write whole numbers from 1, with commas between.'),
  });
  return answer === undefined ? undefined : parseConnections(answer);
}
