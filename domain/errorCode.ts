/** Who has to act on an error: the portal, this gateway, the network between, the place, or the applicant. */
export const ERROR_ORIGINS = ['PORTAL', 'GATEWAY', 'NETWORK', 'JURISDICTION', 'BUSINESS'] as const;
export type ErrorOrigin = (typeof ERROR_ORIGINS)[number];

interface ErrorKind {
  readonly origin: ErrorOrigin;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
  /** What a citizen may read. */
  readonly zh: string;
  readonly en: string;
}

/** The closed list of `errors[].extensions.code`; docs/errors.md explains cause and remedy of each. */
export const ERROR_KINDS = {
  GRAPHQL_PARSE_FAILED: {
    origin: 'PORTAL',
    retryable: false,
    zh: '查询语句无法解析',
    en: 'The operation is not valid GraphQL text',
  },
  GRAPHQL_VALIDATION_FAILED: {
    origin: 'PORTAL',
    retryable: false,
    zh: '查询语句与接口定义不符',
    en: 'The operation does not fit the schema',
  },
  OPERATION_RESOLUTION_FAILURE: {
    origin: 'PORTAL',
    retryable: false,
    zh: '找不到指定的操作',
    en: 'The named operation is not in the document',
  },
  BAD_USER_INPUT: {
    origin: 'PORTAL',
    retryable: false,
    zh: '输入有误',
    en: 'An input value is not acceptable',
  },
  BAD_REQUEST: {
    origin: 'PORTAL',
    retryable: false,
    zh: '请求格式有误',
    en: 'The HTTP request is not a GraphQL request',
  },
  UNAUTHENTICATED: {
    origin: 'PORTAL',
    retryable: false,
    zh: '未登录或登录已失效',
    en: 'No valid token was presented',
  },
  FORBIDDEN: { origin: 'PORTAL', retryable: false, zh: '无权访问', en: 'The caller is not entitled to this' },
  CONSENT_REQUIRED: {
    origin: 'BUSINESS',
    retryable: false,
    zh: '需要本人授权',
    en: 'The person has not consented to this use',
  },
  NOT_FOUND: { origin: 'BUSINESS', retryable: false, zh: '未查到记录', en: 'There is no such record' },
  CONFLICT: {
    origin: 'BUSINESS',
    retryable: false,
    zh: '与已有数据冲突',
    en: 'The request contradicts what is already stored',
  },
  REPLAYED: {
    origin: 'PORTAL',
    retryable: false,
    zh: '请求已处理过',
    en: 'This signed request was already used',
  },
  RATE_LIMITED: {
    origin: 'GATEWAY',
    retryable: true,
    zh: '请求过于频繁,请稍后再试',
    en: 'Too many requests',
  },
  OVERLOADED: {
    origin: 'GATEWAY',
    retryable: true,
    zh: '系统繁忙,请稍后再试',
    en: 'The gateway is at its limit',
  },
  OPERATION_TOO_COSTLY: {
    origin: 'PORTAL',
    retryable: false,
    zh: '查询过于复杂',
    en: 'The operation exceeds the limits',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    origin: 'PORTAL',
    retryable: true,
    zh: '未登记的查询',
    en: 'The persisted query is unknown',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    origin: 'PORTAL',
    retryable: false,
    zh: '不支持登记查询',
    en: 'Persisted queries are not enabled',
  },
  OPERATION_NOT_TRUSTED: {
    origin: 'PORTAL',
    retryable: false,
    zh: '未经批准的查询',
    en: 'The operation is not on the approved list',
  },
  JURISDICTION_NOT_CONNECTED: {
    origin: 'GATEWAY',
    retryable: false,
    zh: '该地尚未接入',
    en: 'This place is not connected',
  },
  JURISDICTION_UNAVAILABLE: {
    origin: 'NETWORK',
    retryable: true,
    zh: '该地系统暂时无法访问',
    en: 'The system of this place cannot be reached',
  },
  JURISDICTION_TIMEOUT: {
    origin: 'NETWORK',
    retryable: true,
    zh: '该地系统未及时答复',
    en: 'The system of this place did not answer in time',
  },
  JURISDICTION_BAD_RESPONSE: {
    origin: 'JURISDICTION',
    retryable: false,
    zh: '该地系统答复异常',
    en: 'The answer of this place breaks its contract',
  },
  JURISDICTION_BUSY: {
    origin: 'JURISDICTION',
    retryable: true,
    zh: '该地系统繁忙',
    en: 'The system of this place is at its limit',
  },
  JURISDICTION_REJECTED: {
    origin: 'BUSINESS',
    retryable: false,
    zh: '该地系统不予办理',
    en: 'The system of this place refused',
  },
  BAD_ENCODING: {
    origin: 'JURISDICTION',
    retryable: false,
    zh: '该地系统答复的字符编码有误',
    en: 'The answer of this place has bytes outside its charset',
  },
  NOT_OFFERED: {
    origin: 'JURISDICTION',
    retryable: false,
    zh: '该地暂不提供此项',
    en: 'This place does not offer this',
  },
  IDENTITY_MISMATCH: {
    origin: 'JURISDICTION',
    retryable: false,
    zh: '该地返回的不是本人信息',
    en: 'The answer of this place is about somebody else',
  },
  DEADLINE_EXCEEDED: {
    origin: 'GATEWAY',
    retryable: true,
    zh: '处理超时',
    en: 'The request ran out of time',
  },
  INTERNAL_SERVER_ERROR: { origin: 'GATEWAY', retryable: false, zh: '系统内部错误', en: 'An internal error' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_KINDS;

/** Whether a value read from a wire is one of our codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_KINDS, value);
}
