/** The tables as a centre makes them. @see docs/dialects/exchange-table.md, 2 */
export const exchangeTables = (schema: string): string => `
  CREATE SCHEMA ${schema};
  CREATE TABLE ${schema}.qz_sjxx (
    xh bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sjlx char(8) NOT NULL, sjnr text NOT NULL,
    zjhm char(20) NOT NULL, czlx char(2) NOT NULL,
    clzt smallint NOT NULL DEFAULT 0 CHECK (clzt IN (0, 1, 2, 9)), sbyy varchar(200), lqbs varchar(64),
    lqsj timestamptz, cjsj timestamptz NOT NULL DEFAULT now(), gxsj timestamptz NOT NULL DEFAULT now());
  CREATE TABLE ${schema}.qz_qqxx (
    xh bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, qqlsh char(32) NOT NULL UNIQUE, qqlx char(8) NOT NULL,
    qqnr text NOT NULL, zjhm char(20) NOT NULL, czlx char(2) NOT NULL,
    clzt smallint NOT NULL DEFAULT 0 CHECK (clzt IN (0, 1, 2, 9)), sbyy varchar(200), lqbs varchar(64),
    lqsj timestamptz, cjsj timestamptz NOT NULL DEFAULT now(), gxsj timestamptz NOT NULL DEFAULT now());`;
