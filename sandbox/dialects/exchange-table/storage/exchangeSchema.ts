/** The statements that make the tables of one centre (docs/dialects/exchange-table.md, section 2). */
export const exchangeSchema = (schema: string): string => `
CREATE SCHEMA IF NOT EXISTS ${schema};
CREATE TABLE IF NOT EXISTS ${schema}.qz_sjxx (
  xh    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sjlx  char(8)      NOT NULL,
  sjnr  text         NOT NULL,
  zjhm  char(20)     NOT NULL,
  czlx  char(2)      NOT NULL,
  clzt  smallint     NOT NULL DEFAULT 0 CHECK (clzt IN (0, 1, 2, 9)),
  sbyy  varchar(200),
  lqbs  varchar(64),
  lqsj  timestamptz,
  cjsj  timestamptz  NOT NULL DEFAULT now(),
  gxsj  timestamptz  NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS qz_sjxx_dcl ON ${schema}.qz_sjxx (xh) WHERE clzt IN (0, 1);
CREATE TABLE IF NOT EXISTS ${schema}.qz_qqxx (
  xh    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  qqlsh char(32)     NOT NULL UNIQUE,
  qqlx  char(8)      NOT NULL,
  qqnr  text         NOT NULL,
  zjhm  char(20)     NOT NULL,
  czlx  char(2)      NOT NULL,
  clzt  smallint     NOT NULL DEFAULT 0 CHECK (clzt IN (0, 1, 2, 9)),
  sbyy  varchar(200),
  lqbs  varchar(64),
  lqsj  timestamptz,
  cjsj  timestamptz  NOT NULL DEFAULT now(),
  gxsj  timestamptz  NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS qz_qqxx_dcl ON ${schema}.qz_qqxx (xh) WHERE clzt IN (0, 1);
`;
