/** A province-level division with what the sandbox needs of it. */
export interface SandboxProvince {
  readonly code: string;
  readonly name: string;
  /** First character of number plates. */
  readonly plate: string;
}

/** The 31 mainland province-level divisions, in order of code (GB/T 2260). */
export const SANDBOX_PROVINCES: readonly SandboxProvince[] = [
  { code: '110000', name: '北京市', plate: '京' },
  { code: '120000', name: '天津市', plate: '津' },
  { code: '130000', name: '河北省', plate: '冀' },
  { code: '140000', name: '山西省', plate: '晋' },
  { code: '150000', name: '内蒙古自治区', plate: '蒙' },
  { code: '210000', name: '辽宁省', plate: '辽' },
  { code: '220000', name: '吉林省', plate: '吉' },
  { code: '230000', name: '黑龙江省', plate: '黑' },
  { code: '310000', name: '上海市', plate: '沪' },
  { code: '320000', name: '江苏省', plate: '苏' },
  { code: '330000', name: '浙江省', plate: '浙' },
  { code: '340000', name: '安徽省', plate: '皖' },
  { code: '350000', name: '福建省', plate: '闽' },
  { code: '360000', name: '江西省', plate: '赣' },
  { code: '370000', name: '山东省', plate: '鲁' },
  { code: '410000', name: '河南省', plate: '豫' },
  { code: '420000', name: '湖北省', plate: '鄂' },
  { code: '430000', name: '湖南省', plate: '湘' },
  { code: '440000', name: '广东省', plate: '粤' },
  { code: '450000', name: '广西壮族自治区', plate: '桂' },
  { code: '460000', name: '海南省', plate: '琼' },
  { code: '500000', name: '重庆市', plate: '渝' },
  { code: '510000', name: '四川省', plate: '川' },
  { code: '520000', name: '贵州省', plate: '贵' },
  { code: '530000', name: '云南省', plate: '云' },
  { code: '540000', name: '西藏自治区', plate: '藏' },
  { code: '610000', name: '陕西省', plate: '陕' },
  { code: '620000', name: '甘肃省', plate: '甘' },
  { code: '630000', name: '青海省', plate: '青' },
  { code: '640000', name: '宁夏回族自治区', plate: '宁' },
  { code: '650000', name: '新疆维吾尔自治区', plate: '新' },
];

const byCode: ReadonlyMap<string, SandboxProvince> = new Map(
  SANDBOX_PROVINCES.map((province) => [province.code, province]),
);

/**
 * The province that a division of any level lies in.
 *
 * @throws {RangeError} for a division outside the 31.
 */
export function provinceOfDivision(division: string): SandboxProvince {
  const province = byCode.get(`${division.slice(0, 2)}0000`);
  if (province === undefined) throw new RangeError('not a division of the sandbox');
  return province;
}
