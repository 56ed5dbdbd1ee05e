//! The report as one HTML page: for the screen, for print, without anything from elsewhere.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};

use super::PICTURE;
use crate::picture::escaped;

/// For paper first: it is printed as it stands.
const STYLE: &str = "\
@page{margin:18mm 16mm}
body{max-width:60rem;margin:2rem auto;padding:0 1.5rem;color:#1a2130;background:#fff;font:15px/1.5 Inter,system-ui,sans-serif}
h1{font-size:2rem;margin:0 0 .5rem}h2{margin:2.2rem 0 .6rem;padding-bottom:.25rem;border-bottom:1px solid #d3d9e4;font-size:1.3rem}
h3{margin:1.4rem 0 .4rem;font-size:1.05rem}h2,h3{break-after:avoid}
table{width:100%;margin:.8rem 0;border-collapse:collapse;font-size:13px}
th,td{padding:.35rem .5rem;border:1px solid #d3d9e4;text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:4.6em}
th{background:#f7f8fa;overflow-wrap:normal}tr{break-inside:avoid}thead{display:table-header-group}
pre{padding:.8rem;overflow-x:auto;background:#f7f8fa;border:1px solid #e4e8ef;border-radius:6px;font-size:11.5px;line-height:1.4;white-space:pre-wrap;overflow-wrap:anywhere}
figure{margin:1rem 0;break-inside:avoid}figure svg{width:100%;height:auto;max-height:24cm}em{color:#5b657d}
@media print{body{margin:0;max-width:none;padding:0;font-size:12px}}";

/// A report in Markdown as a page, with the picture in it. Raw HTML and links that are more than
/// addresses are shown as text.
pub fn page(title: &str, markdown: &str, picture: &str) -> String {
    let mut in_picture = false;
    let events =
        Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).filter_map(|event| {
            Some(match event {
                Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
                Event::Start(Tag::Image { dest_url, .. }) => {
                    in_picture = true;
                    if &*dest_url == PICTURE {
                        Event::Html(CowStr::from(format!("<figure>{picture}</figure>")))
                    } else {
                        // Nothing is fetched: a picture from elsewhere stays its address.
                        Event::Text(dest_url)
                    }
                }
                Event::End(pulldown_cmark::TagEnd::Image) => {
                    in_picture = false;
                    return None;
                }
                Event::Text(_) if in_picture => return None,
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let plain = ["https://", "http://", "mailto:", "#"].iter().any(|start| dest_url.starts_with(start));
                    let dest_url = if plain { dest_url } else { CowStr::from("#") };
                    Event::Start(Tag::Link { link_type, dest_url, title, id })
                }
                event => event,
            })
        });
    let mut body = String::new();
    html::push_html(&mut body, events);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}\n</style>\n\
         </head>\n<body>\n{body}</body>\n</html>\n",
        escaped(title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_report_runs() {
        let check = |markdown: &str, expected: &str| {
            let page = page("t", markdown, "<svg/>");
            let body = page.split("<body>\n").nth(1).and_then(|rest| rest.split("</body>").next()).unwrap();
            assert_eq!(body, expected, "{markdown}");
        };
        check("<script>a</script>", "&lt;script&gt;a&lt;/script&gt;");
        check("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
        check("[a](javascript:b)", "<p><a href=\"#\">a</a></p>\n");
        check("![The drawing](diagram)", "<p><figure><svg/></figure></p>\n");
        check("![x](http://a/b.png)", "<p>http://a/b.png</p>\n");
    }
}
