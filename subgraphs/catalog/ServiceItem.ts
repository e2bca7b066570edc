/** 办理模式 */
export type HandlingMode = 'FULLY_ONLINE' | 'PROXY_COLLECTION' | 'JOINT_HANDLING';

/** 服务对象 */
export type ServiceSubject = 'PERSON' | 'COMPANY' | 'BOTH';

/** 事项: a row of the reference catalogue. */
export interface ServiceItem {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  readonly leadDepartment: string | null;
  readonly subject: ServiceSubject;
  /** `null` where no source says. */
  readonly modes: readonly HandlingMode[] | null;
  /** List and year: `2020-35/2021`. */
  readonly batch: string;
  readonly verified: boolean;
  readonly source: string;
}
