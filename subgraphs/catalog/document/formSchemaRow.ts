import { z } from 'zod';
import { filledText } from './filledText.ts';
import { formFieldName } from './formFieldName.ts';
import { isSafePattern } from './isSafePattern.ts';

/** The systems take 64 fields of 400 characters, and what earlier steps brought is among them. */
const MAX_FIELDS = 40;
const MAX_LENGTH = 400;

/** The applicant's own name and number come with the party, checked; nobody types them in a second time. */
const OWN_FIELD = /^(applicant|own|my)?(id|idnumber|idcard(number)?|citizennumber|(full|real)?name)$/i;
const OWN_TITLE = /^(申请人|本人)?的?(姓名|公民身份号码|居?民?身份证号码?|身份证件?号码?)$/;

const fieldRow = z.strictObject({
  type: z.literal('string'),
  title: filledText
    .max(60)
    .regex(/\p{Script=Han}/u, 'must be in Chinese')
    .refine((title) => !OWN_TITLE.test(title), "is the applicant's own, which comes with the party"),
  description: filledText.max(400).optional(),
  maxLength: z.int().min(1).max(MAX_LENGTH),
  pattern: z
    .string()
    .refine(isSafePattern, 'must be a regular expression from ^ to $ that repeats no group')
    .optional(),
  enum: z.array(filledText).min(1).max(100).optional(),
});

/** 申请表 as a JSON Schema: as much of the draft 2020-12 as one flat object of texts needs. */
export const formSchemaRow = z
  .strictObject({
    $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
    type: z.literal('object'),
    properties: z
      .record(
        formFieldName.refine(
          (name) => !OWN_FIELD.test(name),
          "is the applicant's own, which comes with the party",
        ),
        fieldRow,
      )
      .refine((fields) => Object.keys(fields).length <= MAX_FIELDS, `are at most ${MAX_FIELDS} fields`),
    required: z.array(z.string()),
    additionalProperties: z.literal(false),
  })
  .refine(({ properties, required }) => required.every((name) => Object.hasOwn(properties, name)), {
    path: ['required'],
    message: 'names a field that is none of the properties',
  });
