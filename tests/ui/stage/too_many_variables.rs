websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        stage: {
            variables: {
                v0: "x", v1: "x", v2: "x", v3: "x", v4: "x", v5: "x", v6: "x", v7: "x", v8: "x", v9: "x",
                v10: "x", v11: "x", v12: "x", v13: "x", v14: "x", v15: "x", v16: "x", v17: "x", v18: "x", v19: "x",
                v20: "x", v21: "x", v22: "x", v23: "x", v24: "x", v25: "x", v26: "x", v27: "x", v28: "x", v29: "x",
                v30: "x", v31: "x", v32: "x", v33: "x", v34: "x", v35: "x", v36: "x", v37: "x", v38: "x", v39: "x",
                v40: "x", v41: "x", v42: "x", v43: "x", v44: "x", v45: "x", v46: "x", v47: "x", v48: "x", v49: "x",
                v50: "x", v51: "x", v52: "x", v53: "x", v54: "x", v55: "x", v56: "x", v57: "x", v58: "x", v59: "x",
                v60: "x", v61: "x", v62: "x", v63: "x", v64: "x", v65: "x", v66: "x", v67: "x", v68: "x", v69: "x",
                v70: "x", v71: "x", v72: "x", v73: "x", v74: "x", v75: "x", v76: "x", v77: "x", v78: "x", v79: "x",
                v80: "x", v81: "x", v82: "x", v83: "x", v84: "x", v85: "x", v86: "x", v87: "x", v88: "x", v89: "x",
                v90: "x", v91: "x", v92: "x", v93: "x", v94: "x", v95: "x", v96: "x", v97: "x", v98: "x", v99: "x",
                v100: "x", v101: "x", v102: "x", v103: "x", v104: "x", v105: "x", v106: "x", v107: "x", v108: "x", v109: "x",
            },
        },
    }
}

async fn handler() {}

fn main() {}
