/** The parts of chart.js that the page uses; only these are in the bundle. */
import { Chart, type ChartType, LinearScale, type Plugin } from 'chart.js';
import annotation from 'chartjs-plugin-annotation';
import zoom from 'chartjs-plugin-zoom';

interface OwnLayers<TType extends ChartType> {
  /** Called before each update, also those that a gesture asks for. */
  onPrepare?: (chart: Chart<TType>) => void;
  /** Called to paint, over the grid. */
  onPaint?: (chart: Chart<TType>) => void;
}

declare module 'chart.js' {
  interface PluginOptionsByType<TType extends ChartType> {
    ownLayers?: OwnLayers<TType>;
  }
}

const ownLayers: Plugin<'line', OwnLayers<'line'>> = {
  id: 'ownLayers',
  beforeUpdate: (chart, _args, options) => options.onPrepare?.(chart),
  beforeDatasetsDraw: (chart, _args, options) => options.onPaint?.(chart),
};

/** Once, before the first chart. The order is the order in which plugins see an update. */
export function registerCharts(): void {
  Chart.register(ownLayers, LinearScale, annotation, zoom);
}
