/** The parts of chart.js that the page uses; only these are in the bundle. */
import {
  Chart,
  type ChartType,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
} from 'chart.js';
import annotation from 'chartjs-plugin-annotation';
import zoom from 'chartjs-plugin-zoom';

declare module 'chart.js' {
  interface PluginOptionsByType<TType extends ChartType> {
    /** Called before each update, also those that a gesture asks for. */
    preparation?: { onPrepare?: (chart: Chart<TType>) => void };
  }
}

const preparation: Plugin<'line', { onPrepare?: (chart: Chart<'line'>) => void }> = {
  id: 'preparation',
  beforeUpdate: (chart, _args, options) => options.onPrepare?.(chart),
};

/** Once, before the first chart. The order is the order in which plugins see an update. */
export function registerCharts(): void {
  Chart.register(
    preparation,
    LineController,
    LineElement,
    PointElement,
    LinearScale,
    Filler,
    annotation,
    zoom,
  );
}
