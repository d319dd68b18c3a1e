CREATE TABLE "analytics"."activity_kinds" (
	"no" integer PRIMARY KEY NOT NULL,
	"action" text NOT NULL,
	"feature" text NOT NULL,
	"signal" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."chronicle_blocks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "analytics"."chronicle_blocks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"activities" integer NOT NULL,
	"shape" text NOT NULL,
	"data" "bytea" NOT NULL,
	"totals" "bytea" NOT NULL,
	"data_sum" integer NOT NULL,
	"totals_sum" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."chronicle_kept" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "analytics"."chronicle_kept_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"activities" integer NOT NULL,
	"shape" text NOT NULL,
	"data" "bytea" NOT NULL,
	"totals" "bytea" NOT NULL,
	"data_sum" integer NOT NULL,
	"totals_sum" integer NOT NULL,
	"by_day" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."chronicle_lock" (
	"id" integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."erased_numbers" (
	"no" integer PRIMARY KEY NOT NULL,
	"internal" boolean NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "activity_kinds_key" ON "analytics"."activity_kinds" USING btree ("action","feature","signal","details");--> statement-breakpoint
CREATE UNIQUE INDEX "chronicle_blocks_start" ON "analytics"."chronicle_blocks" USING btree ("start_at");--> statement-breakpoint
CREATE INDEX "chronicle_kept_start" ON "analytics"."chronicle_kept" USING btree ("start_at");--> statement-breakpoint
CREATE INDEX "users_internal" ON "analytics"."users" USING btree ("user_no") WHERE internal;--> statement-breakpoint
ALTER TABLE "analytics"."chronicle_blocks" ALTER COLUMN "data" SET STORAGE EXTERNAL, ALTER COLUMN "totals" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "analytics"."chronicle_kept" ALTER COLUMN "data" SET STORAGE EXTERNAL, ALTER COLUMN "totals" SET STORAGE EXTERNAL;
