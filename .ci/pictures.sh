# shellcheck shell=bash disable=SC2154 # work is of lib.sh
# The PDFs and the pictures of them in docs/samples. Poppler draws the same ones
# everywhere, as the fonts are in the documents.
#
#   write_documents OUT PACKAGE…    what the tests TestWriteDocuments write, and the demo's own report
#   draw_pdfs DOCUMENTS OUT         the pictures of the demo's two editions

# shellcheck disable=SC2034 # for the step
pdf_pictures=(page-1.png summary.png full.png)

write_documents() {
  local out=$1
  shift
  SECURESCORE_DOCUMENTS=$out go test -count=1 -run '^TestWriteDocuments' "$@"
  make --no-print-directory build
  bin/securescore demo --out "$work/demo" >/dev/null
  cp "$work/demo/report.pdf" "$out/demo.summary.pdf"
}

draw_pdfs() {
  rm -rf "$work/pages"
  mkdir "$work/pages"
  pdftoppm -r 50 -png -l 5 "$1/demo.summary.pdf" "$work/pages/summary"
  pdftoppm -r 12 -png "$1/demo.full.pdf" "$work/pages/full"
  go run ./internal/pictures sheet "$2/summary.png" 3 "$work"/pages/summary-*.png
  go run ./internal/pictures sheet "$2/full.png" 12 "$work"/pages/full-*.png
  pdftoppm -r 80 -png -singlefile -f 1 -l 1 "$1/demo.summary.pdf" "$2/page-1"
  go run ./internal/pictures small "$2/page-1.png"
}
