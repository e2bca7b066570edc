import type { ErrorObject } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { compileForm } from './compileForm.ts';
import { formTexts } from './formTexts.ts';

const MAX_FIELDS = 64;
const fields = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/), z.unknown())
  .refine((given) => Object.keys(given).length <= MAX_FIELDS);

/**
 * Checks what was filled in against the form of the item.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming the path of every bad field and its Chinese name, and never a value.
 */
export function validateForm(
  schema: Readonly<Record<string, unknown>> | null,
  given: unknown,
): Readonly<Record<string, string>> {
  const filled = fields.safeParse(given ?? {});
  if (!filled.success)
    throw new TongbanError(
      'BAD_USER_INPUT',
      `input.form must be an object of at most ${MAX_FIELDS} texts, named by letters and digits`,
    );
  const problems = problemsOf(schema ?? { type: 'object', maxProperties: 0 }, filled.data);
  if (problems.length > 0) throw new TongbanError('BAD_USER_INPUT', [...new Set(problems)].join('; '));
  return formTexts(filled.data);
}

function problemsOf(schema: Readonly<Record<string, unknown>>, given: unknown): readonly string[] {
  const validate = compileForm(schema);
  return validate(given) ? [] : (validate.errors ?? []).map((error) => describe(error, schema));
}

function describe({ keyword, instancePath, params }: ErrorObject, schema: unknown): string {
  const field = fieldOf(keyword, instancePath, params);
  const title = titleOf(schema, field);
  return `input.form${field === '' ? '' : `.${field}`}${title === null ? '' : ` (${title})`} ${WORDS[keyword] ?? '不合要求 is not acceptable'}`;
}

function fieldOf(keyword: string, instancePath: string, params: ErrorObject['params']): string {
  if (keyword === 'required') return String(params['missingProperty']);
  if (keyword === 'additionalProperties') return String(params['additionalProperty']);
  return instancePath.slice(1);
}

const WORDS: Readonly<Record<string, string>> = {
  type: '须为文本 must be a text',
  required: '必填 is required',
  additionalProperties: '不在申请表中 is not in the form',
  maxLength: '过长 is too long',
  minLength: '过短 is too short',
  pattern: '格式不符 has another format',
  enum: '不在可选值中 is none of the choices',
  maxProperties: '无需填写 takes nothing to fill in',
};

const titled = z.object({ properties: z.record(z.string(), z.object({ title: z.string() })) });

function titleOf(schema: unknown, field: string): string | null {
  const { success, data } = titled.safeParse(schema);
  return success ? (data.properties[field]?.title ?? null) : null;
}
