CREATE TABLE "analytics"."operator_preferences" (
	"actor" text PRIMARY KEY NOT NULL,
	"timezone" text,
	"language" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
