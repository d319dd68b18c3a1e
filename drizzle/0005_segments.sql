CREATE TABLE "analytics"."segments" (
	"slug" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"rules" text NOT NULL,
	"timezone" text,
	"author" text NOT NULL,
	"author_email" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "segments_slug_version_pk" PRIMARY KEY("slug","version")
);
