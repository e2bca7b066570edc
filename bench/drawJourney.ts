import type { Journey, JourneyEvent } from './Journey.ts';

const LANE = 210;
const LEFT = 90;
const TOP = 96;
const ROW = 40;
const ENGINE = 1;

/** An event as an arrow between lanes, with what stands on it. */
interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly ms: number;
}

/**
 * A picture of how a case went: who told whom, when. Everything in it comes from the case itself.
 *
 * @param date - of the run, `2026-11-26`.
 * @returns SVG.
 */
export function drawJourney(journey: Journey, date: string): string {
  const { accepting, owning, item } = journey;
  const lanes = [
    '申请人',
    '通办 cases',
    `${accepting.name} ${accepting.code}`,
    `${owning.name} ${owning.code}`,
  ];
  const laneOf = (event: JourneyEvent) => (event.division?.code === owning.code ? 3 : 2);
  const arrows = journey.events.map((event) => arrowOf(event, laneOf(event)));
  const height = TOP + arrows.length * ROW + 40;
  const width = LEFT + lanes.length * LANE;
  const x = (lane: number) => LEFT + lane * LANE + LANE / 2;
  const heads = lanes.map(
    (name, lane) =>
      `<line x1="${x(lane)}" y1="${TOP - 18}" x2="${x(lane)}" y2="${height - 40}" stroke="#c8ccd4"/>` +
      `<text x="${x(lane)}" y="${TOP - 28}" class="lane">${escapeXml(name)}</text>`,
  );
  const rows = arrows.map(({ from, to, label, ms }, row) => {
    const y = TOP + row * ROW + 22;
    const end = x(to) + (to > from ? -2 : 2);
    return (
      `<text x="${LEFT - 12}" y="${y + 4}" class="time">${ms / 1_000} s</text>` +
      `<line x1="${x(from)}" y1="${y}" x2="${end}" y2="${y}" class="arrow" marker-end="url(#head)"/>` +
      `<text x="${(x(from) + x(to)) / 2}" y="${y - 6}" class="label">${escapeXml(label)}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">
<title>${escapeXml(`${item}: ${owning.name} → ${accepting.name}`)}</title>
<style>.lane{text-anchor:middle;font-weight:bold}.label{text-anchor:middle;fill:#24292f}.time{text-anchor:end;fill:#6a737d}.arrow{stroke:#0a66c2;stroke-width:1.5}.title{font-size:15px;font-weight:bold}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#0a66c2"/></marker></defs>
<rect width="100%" height="100%" fill="#fff"/>
<text x="20" y="26" class="title">${escapeXml(`${item}: ${owning.name} → ${accepting.name}`)}</text>
<text x="20" y="46" fill="#6a737d">${escapeXml(`业务协同编号 ${journey.caseNumber} · npm run bench -- journey · ${date}`)}</text>
${[...heads, ...rows].join('\n')}
<text x="20" y="${height - 14}" fill="#6a737d">${escapeXml(`结果: ${journey.outputs.join(' · ')}`)}</text>
</svg>
`;
}

/** A step goes to the place that does it, and its result comes back; the rest is between people and the case. */
function arrowOf({ event, stepName, division, ms }: JourneyEvent, place: number): Arrow {
  const label = stepName === null ? event : `${stepName} ${event.replace('STEP_', '')}`;
  if (event === 'SUBMITTED') return { from: 0, to: ENGINE, label, ms };
  if (event === 'CLOSED') return { from: ENGINE, to: 0, label, ms };
  if (division === null) return { from: 2, to: ENGINE, label, ms };
  return event === 'STEP_BEGUN'
    ? { from: ENGINE, to: place, label, ms }
    : { from: place, to: ENGINE, label, ms };
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
