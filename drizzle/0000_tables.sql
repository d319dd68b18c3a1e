CREATE SCHEMA "analytics";
--> statement-breakpoint
CREATE TABLE "analytics"."activity_kinds" (
	"no" integer PRIMARY KEY NOT NULL,
	"action" text NOT NULL,
	"feature" text NOT NULL,
	"signal" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."user_activity_logs" (
	"created_at" timestamp (3) with time zone NOT NULL,
	"event_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"action" text NOT NULL,
	"feature" text NOT NULL,
	"details" jsonb,
	"ip_address" text,
	"user_agent" text,
	"session_id" text,
	"visit_id" text,
	CONSTRAINT "user_activity_logs_user_id_created_at_event_id_pk" PRIMARY KEY("user_id","created_at","event_id")
) PARTITION BY RANGE ("created_at");
--> statement-breakpoint
CREATE TABLE "analytics"."activity_pending" (
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "activity_pending_user_id_created_at_event_id_pk" PRIMARY KEY("user_id","created_at","event_id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."annotations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"day" date,
	"at" timestamp (3) with time zone,
	"text" text NOT NULL,
	"author" text NOT NULL,
	"author_email" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "annotations_when" CHECK (num_nonnulls("day", "at") = 1)
);
--> statement-breakpoint
CREATE TABLE "analytics"."api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "analytics"."audit_anchors" (
	"chain" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"pruned_at" timestamp (3) with time zone NOT NULL,
	"seal" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."audit_log" (
	"chain" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"request_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"actor" text NOT NULL,
	"endpoint" text NOT NULL,
	"target" text,
	"parameters" text,
	"status" integer,
	"rows" integer,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_log_chain_seq_pk" PRIMARY KEY("chain","seq")
);
--> statement-breakpoint
CREATE TABLE "analytics"."audit_signings" (
	"chain" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"seal" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."audit_subjects" (
	"token" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"id" text,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"seal" "bytea"
);
--> statement-breakpoint
CREATE TABLE "analytics"."catalogue_columns" (
	"table_name" text NOT NULL,
	"column_name" text NOT NULL,
	"filled" boolean NOT NULL,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "catalogue_columns_table_name_column_name_pk" PRIMARY KEY("table_name","column_name")
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
CREATE TABLE "analytics"."community_likes" (
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"share_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "community_likes_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."community_shares" (
	"id" text NOT NULL,
	"owner_id" text NOT NULL,
	"kind" text NOT NULL,
	"shared_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "community_shares_owner_id_id_pk" PRIMARY KEY("owner_id","id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."credit_transactions" (
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"credits" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "credit_transactions_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."dead_letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"message" text NOT NULL,
	"source" text NOT NULL,
	"user_id" text,
	"action" text,
	"payload" text NOT NULL,
	"first_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"times" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."erased_numbers" (
	"no" integer PRIMARY KEY NOT NULL,
	"internal" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."erased_users" (
	"hash" text PRIMARY KEY NOT NULL,
	"alias" text NOT NULL,
	"erased_at" timestamp (3) with time zone NOT NULL,
	"receipt" jsonb NOT NULL,
	"late" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."import_runs" (
	"source" text PRIMARY KEY NOT NULL,
	"rows_done" bigint NOT NULL,
	"mapping" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."job_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "analytics"."job_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"result" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."operator_accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"operator_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"subject" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operator_accounts_subject" UNIQUE("provider","subject")
);
--> statement-breakpoint
CREATE TABLE "analytics"."operator_challenges" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."operator_second_factors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"operator_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	"last_step" bigint,
	"failures" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone,
	CONSTRAINT "operator_second_factors_operator_id_unique" UNIQUE("operator_id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."operator_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"operator_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."operators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT true NOT NULL,
	"role" text NOT NULL,
	"second_factor" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"signed_in_at" timestamp (3) with time zone,
	CONSTRAINT "operators_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "analytics"."referrals" (
	"id" text NOT NULL,
	"referrer_id" text NOT NULL,
	"referee_id" text NOT NULL,
	"code" text NOT NULL,
	"credit_reward" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "referrals_referee_id_id_pk" PRIMARY KEY("referee_id","id")
);
--> statement-breakpoint
CREATE TABLE "analytics"."saved_views" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"path" text NOT NULL,
	"search" text NOT NULL,
	"owner" text,
	"owner_email" text,
	"shared" boolean NOT NULL,
	"pinned_by" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."sign_in_failures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"address" text NOT NULL,
	"account" text,
	"failed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."sign_in_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."user_usage_stats" (
	"user_id" text PRIMARY KEY NOT NULL,
	"first_activity_at" timestamp (3) with time zone,
	"last_activity_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."user_signals" (
	"user_id" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"signal" text NOT NULL,
	"writer" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "user_signals_user_id_hour_signal_writer_sequence_pk" PRIMARY KEY("user_id","hour","signal","writer","sequence")
);
--> statement-breakpoint
CREATE TABLE "analytics"."users" (
	"id" text PRIMARY KEY NOT NULL,
	"user_no" integer GENERATED ALWAYS AS IDENTITY (sequence name "analytics"."users_user_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"email" text,
	"name" text,
	"avatar_url" text,
	"role" text,
	"identified" boolean DEFAULT false NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone,
	"first_seen_at" timestamp (3) with time zone,
	"joined_at" timestamp (3) with time zone GENERATED ALWAYS AS (coalesce(created_at, first_seen_at)) STORED,
	"deleted_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "analytics"."write_guard" (
	"id" integer PRIMARY KEY NOT NULL,
	"epoch" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "activity_kinds_key" ON "analytics"."activity_kinds" USING btree ("action","feature","signal","details");--> statement-breakpoint
CREATE INDEX "user_activity_logs_created_at_brin" ON "analytics"."user_activity_logs" USING brin ("created_at") WITH (pages_per_range=32);--> statement-breakpoint
CREATE INDEX "annotations_day" ON "analytics"."annotations" USING btree ("day");--> statement-breakpoint
CREATE INDEX "annotations_at" ON "analytics"."annotations" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "analytics"."audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_log_completion" ON "analytics"."audit_log" USING btree ("request_id") WHERE phase = 'completion';--> statement-breakpoint
CREATE INDEX "audit_log_denial" ON "analytics"."audit_log" USING btree ("at") WHERE phase = 'denial';--> statement-breakpoint
CREATE INDEX "audit_log_target" ON "analytics"."audit_log" USING btree ("target","at") WHERE target is not null;--> statement-breakpoint
CREATE INDEX "audit_subjects_seen" ON "analytics"."audit_subjects" USING btree ("seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "chronicle_blocks_start" ON "analytics"."chronicle_blocks" USING btree ("start_at");--> statement-breakpoint
CREATE INDEX "chronicle_kept_start" ON "analytics"."chronicle_kept" USING btree ("start_at");--> statement-breakpoint
CREATE INDEX "community_likes_share" ON "analytics"."community_likes" USING btree ("share_id");--> statement-breakpoint
CREATE INDEX "community_likes_created" ON "analytics"."community_likes" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "community_likes_id" ON "analytics"."community_likes" USING btree ("id");--> statement-breakpoint
CREATE INDEX "community_shares_shared" ON "analytics"."community_shares" USING btree ("shared_at");--> statement-breakpoint
CREATE INDEX "community_shares_id" ON "analytics"."community_shares" USING btree ("id");--> statement-breakpoint
CREATE INDEX "credit_transactions_created" ON "analytics"."credit_transactions" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "credit_transactions_id" ON "analytics"."credit_transactions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "dead_letters_last_at" ON "analytics"."dead_letters" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "dead_letters_first_at" ON "analytics"."dead_letters" USING btree ("first_at","id");--> statement-breakpoint
CREATE INDEX "job_runs_name" ON "analytics"."job_runs" USING btree ("name","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "operator_accounts_operator" ON "analytics"."operator_accounts" USING btree ("operator_id","provider");--> statement-breakpoint
CREATE INDEX "operator_challenges_token" ON "analytics"."operator_challenges" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "operator_challenges_value" ON "analytics"."operator_challenges" USING btree ("value");--> statement-breakpoint
CREATE INDEX "operator_sessions_operator" ON "analytics"."operator_sessions" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "referrals_created" ON "analytics"."referrals" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "referrals_id" ON "analytics"."referrals" USING btree ("id");--> statement-breakpoint
CREATE INDEX "saved_views_owner" ON "analytics"."saved_views" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "sign_in_failures_address" ON "analytics"."sign_in_failures" USING btree ("address","failed_at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_account" ON "analytics"."sign_in_failures" USING btree ("account","failed_at");--> statement-breakpoint
CREATE INDEX "user_signals_hour" ON "analytics"."user_signals" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "users_joined" ON "analytics"."users" USING btree ("joined_at","internal","deleted_at","identified");--> statement-breakpoint
CREATE INDEX "users_deleted" ON "analytics"."users" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "users_user_no" ON "analytics"."users" USING btree ("user_no");--> statement-breakpoint
CREATE INDEX "users_internal" ON "analytics"."users" USING btree ("user_no") WHERE internal;