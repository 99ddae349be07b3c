-- Whether a text is the plain form of a number: what Java's BigDecimal writes without an exponent and without trailing zeros.
CREATE MACRO is_plain(v) AS
  regexp_full_match(v, '0|-?[1-9][0-9]{0,19}|-?(0|[1-9][0-9]{0,19})\.[0-9]{0,17}[1-9]');

-- The number that a text is, or NULL if it isn't one or might not fit. DuckDB's cast rounds without a word what has more than 18
-- decimals, so it is only given what has no more.
CREATE MACRO exact_or_null(v) AS
  CASE
    WHEN is_plain(v) THEN TRY_CAST(v AS DECIMAL(38, 18))
    WHEN regexp_full_match(v, '[+-]?[0-9]{1,20}(\.[0-9]{1,18})?') THEN TRY_CAST(v AS DECIMAL(38, 18))
    WHEN regexp_full_match(v, '[+-]?[0-9]{1,20}(\.[0-9]{1,18})?[eE][+-]?[0-9]{1,2}')
      AND length(regexp_extract(v, '\.([0-9]*)', 1)) - CAST(regexp_extract(v, '[eE]\+?(.*)$', 1) AS INTEGER) <= 18
      THEN TRY_CAST(v AS DECIMAL(38, 18))
  END;

-- The number that a text is, or an error. Whether the text is plain is computed once for this and for number_text.
CREATE MACRO exact(v, plain) AS
  CASE
    WHEN plain THEN CAST(v AS DECIMAL(38, 18))
    WHEN v IS NOT NULL THEN coalesce(exact_or_null(v), error('not an exact number: ' || v))
  END;

-- The same of a text that must not be NULL.
CREATE MACRO required(v, plain) AS
  CASE
    WHEN plain THEN CAST(v AS DECIMAL(38, 18))
    ELSE coalesce(exact_or_null(v), error('not an exact number: ' || coalesce(v, '')))
  END;

CREATE MACRO number_text(v, plain) AS CASE WHEN plain THEN NULL ELSE v END;

-- The day of a date or of a time in UTC.
CREATE MACRO day(v) AS
  CASE
    WHEN regexp_full_match(v, '[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z)?')
      THEN coalesce(TRY_CAST(left(v, 10) AS DATE), error('not a date: ' || v))
    ELSE error('not a date: ' || coalesce(v, ''))
  END;

CREATE MACRO flag(v) AS
  CASE lower(v) WHEN 'true' THEN true WHEN 'false' THEN false ELSE CASE WHEN v IS NULL THEN NULL ELSE error('not a flag: ' || v) END END;
