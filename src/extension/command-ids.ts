/** Every command of the extension, as package.json declares them. */
export const COMMAND_IDS = [
  'stairstep.profile',
  'stairstep.stop',
  'stairstep.runAgain',
  'stairstep.showRun',
  'stairstep.openRun',
  'stairstep.editPlan',
  'stairstep.addAllocator',
  'stairstep.tuneAllocator',
  'stairstep.saveAs',
  'stairstep.copySummary',
  'stairstep.renameRun',
  'stairstep.deleteRun',
  'stairstep.revealRun',
  'stairstep.showManifest',
  'stairstep.showSource',
  'stairstep.dismissFinding',
  'stairstep.refreshRuns',
  'stairstep.openSample',
  'stairstep.showLog',
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];
