import type { Finding } from '../../adapters/transport/diagnosis/Finding.ts';
import { PROVINCES } from '../../domain/provinces.ts';
import { DEPARTMENTS, type DepartmentName } from './DoctorPlace.ts';
import type { PlaceReport } from './PlaceReport.ts';

const SIGNS = { PASSED: '✓', FAILED: '✗', NOTED: '–' } as const satisfies Record<Finding['outcome'], string>;
const WIDTH = 14;

/** The report as an operator reads it: one line per check, and what to do below each that needs something. */
export function renderReports(
  division: string,
  reports: readonly PlaceReport[],
  departments: readonly DepartmentName[] = DEPARTMENTS,
): string {
  const sections = departments.map((department) => {
    const report = reports.find((candidate) => candidate.department === department);
    return report === undefined
      ? `${department}\n  – no place serves ${division} in these configurations\n`
      : renderReport(report);
  });
  const findings = reports.flatMap((report) => report.findings);
  const count = (outcome: Finding['outcome']) =>
    findings.filter((finding) => finding.outcome === outcome).length;
  const summary = `${division}: ${count('PASSED')} passed, ${count('FAILED')} failed, ${count('NOTED')} noted`;
  return `${sections.join('\n')}\n${summary}\n`;
}

function renderReport({ department, jurisdiction, dialect, findings }: PlaceReport): string {
  const lines = findings.flatMap(({ check, outcome, found, next }) => [
    `  ${SIGNS[outcome]} ${check.padEnd(WIDTH)} ${found}`,
    ...(next === undefined ? [] : [`    ${' '.repeat(WIDTH)} → ${next}`]),
  ]);
  return [`${department} · ${placeName(jurisdiction)} · ${dialect}`, ...lines, ''].join('\n');
}

/** A city is not its province, and names of cities are the catalogue's to know. */
function placeName(jurisdiction: string): string {
  const province = PROVINCES.find(({ code2 }) => jurisdiction.startsWith(code2));
  if (province === undefined) return jurisdiction;
  return province.code === jurisdiction
    ? `${jurisdiction} ${province.nameZh}`
    : `${jurisdiction} in ${province.nameZh}`;
}
