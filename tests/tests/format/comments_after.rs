websocket_api! { // behind the macro
    // before the API

    /* and
       one of
         several lines */
    pub Chat { /* behind the name */
        // first

        // second
        routes: {
            $connect:  f, // behind a route
            // before a route
            $default:  f, // aligned
            whoIsHere: f, /* one */ // two
            sent:      f, // aligned
            left:      f, // aligned
            a:         f /* before the comma */,
            b: /* before the value */ g,
            /* before c */ c: h,
            d: // parted
                f,
            e /* of a key */ : f,
            // at the end

            /* at the very end */
        },
        stage: { /* alone */ },
        tags: {
            // alone, on a line
        },
        defaults: { // behind a brace
            function: { timeout: 3 /* seconds */ },
        },
        authorizer: { /** A doc. */ type: lambda, /* inline */ function: f },
        tags: {
            one: a,     // in a column
            two: bbb,   // as well
            three: "c", // joins it

            four: d, // behind a blank line
        },
        layers: [ // behind a bracket
            "a",
            "b", // the last
        ], // behind it all
    } // behind the API
}
