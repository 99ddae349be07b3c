-- The columns of the ledger's rows: those of the Parquet files, then the two that are folders' names. All types of report
-- have the same columns; a column that a report doesn't have, or has without a value, is NULL.
CREATE TABLE row_schema (
  date DATE,                                   -- the day of the usage, in UTC
  product VARCHAR,                             -- as the report spells it, for example actions
  sku VARCHAR,                                 -- for example actions_linux
  unit_type VARCHAR,                           -- for example minutes
  quantity DECIMAL(38, 18),                    -- in the unit
  applied_cost_per_quantity DECIMAL(38, 18),   -- in US dollars, as are all amounts
  gross_amount DECIMAL(38, 18),                -- as reported; not always quantity times price
  discount_amount DECIMAL(38, 18),             -- as reported
  net_amount DECIMAL(38, 18),                  -- as reported; not always gross minus discount
  username VARCHAR,                            -- the login; in detailed, premium_request and ai_credit reports
  organization VARCHAR,
  repository VARCHAR,                          -- NULL for licenses, which belong to no repository
  workflow_path VARCHAR,                       -- in detailed, premium_request and ai_credit reports
  cost_center_name VARCHAR,                    -- NULL for what no cost center has
  model VARCHAR,                               -- in premium_request and ai_credit reports, as are the next five columns
  exceeds_quota BOOLEAN,
  total_monthly_quota VARCHAR,                 -- a number, or for example Unlimited
  aic_quantity DECIMAL(38, 18),                -- AI credits
  aic_gross_amount DECIMAL(38, 18),
  quantity_text VARCHAR,                       -- the text of each number as it came; NULL where it is the plain form of the
  applied_cost_per_quantity_text VARCHAR,      -- number, such as 0.5: not 0.50, .5 or 5E-1
  gross_amount_text VARCHAR,
  discount_amount_text VARCHAR,
  net_amount_text VARCHAR,
  aic_quantity_text VARCHAR,
  aic_gross_amount_text VARCHAR,
  other_columns MAP(VARCHAR, VARCHAR),         -- the values of all other columns by name, without empty ones; NULL if none
  source VARCHAR,                              -- the landed file: the first 16 digits of its SHA-256
  source_row BIGINT,                           -- the row in that file; 1 is the first one after the header
  type VARCHAR,                                -- the type of report: detailed, summarized, premium_request, ai_credit, usage
  billing_month VARCHAR                        -- the month of the date, for example 2026-10
);
-- The identity of a row is (source, source_row). Rows that are equal otherwise are different usage, and all of them count.
-- The view "rows" has these columns, of all types together.

-- The days that the ledger knows, from its manifest. A day that isn't here is unknown, not free of charge.
CREATE TABLE days (
  date DATE,
  type VARCHAR,
  settled BOOLEAN,                             -- whether GitHub won't change the day any more, after the settling time
  rows BIGINT,                                 -- 0 if GitHub reported nothing of the day
  newest_landing TIMESTAMP,                    -- when the rows came, in UTC
  origin VARCHAR,                              -- where they came from: export, usage or file
  as_of TIMESTAMP                              -- when GitHub made the report, in UTC; for an imported file, its last day
);

-- The files as they came, from the manifest; also those that newer ones have replaced.
CREATE TABLE landed (
  path VARCHAR,                                -- in the store
  name VARCHAR,                                -- what the file was called
  type VARCHAR,
  from_day DATE,                               -- the first day that was asked for
  to_day DATE,                                 -- the last one
  origin VARCHAR,                              -- export, usage or file
  reference VARCHAR,                           -- the id of the export, the month, or the file
  requested_by VARCHAR,                        -- who asked for it, where that is known
  as_of TIMESTAMP,                             -- when GitHub made it, in UTC
  landed_at TIMESTAMP,                         -- when it was stored, in UTC
  bytes BIGINT,                                -- decompressed
  rows BIGINT,
  sha256 VARCHAR                               -- of the content; its first 16 digits are the source of its rows
);

-- GitHub's own sums of whole months, from its summary and from the manifest.
CREATE TABLE github_totals (
  billing_month VARCHAR,
  gross_amount DECIMAL(38, 18),
  discount_amount DECIMAL(38, 18),
  net_amount DECIMAL(38, 18),
  as_of TIMESTAMP                              -- when GitHub was asked, in UTC
);
