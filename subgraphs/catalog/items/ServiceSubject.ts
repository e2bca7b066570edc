/** 服务对象 */
export type ServiceSubject = 'PERSON' | 'COMPANY' | 'BOTH';
