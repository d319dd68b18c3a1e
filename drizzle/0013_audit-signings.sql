CREATE TABLE "analytics"."audit_signings" (
	"chain" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"seal" "bytea" NOT NULL
);
