websocket_api::websocket_api! {
    Chat {
        routes: {
            r0: handler, r1: handler, r2: handler, r3: handler, r4: handler, r5: handler, r6: handler, r7: handler, r8: handler, r9: handler,
            r10: handler, r11: handler, r12: handler, r13: handler, r14: handler, r15: handler, r16: handler, r17: handler, r18: handler, r19: handler,
            r20: handler, r21: handler, r22: handler, r23: handler, r24: handler, r25: handler, r26: handler, r27: handler, r28: handler, r29: handler,
            r30: handler, r31: handler, r32: handler, r33: handler, r34: handler, r35: handler, r36: handler, r37: handler, r38: handler, r39: handler,
            r40: handler, r41: handler, r42: handler, r43: handler, r44: handler, r45: handler, r46: handler, r47: handler, r48: handler, r49: handler,
            r50: handler, r51: handler, r52: handler, r53: handler, r54: handler, r55: handler, r56: handler, r57: handler, r58: handler, r59: handler,
            r60: handler, r61: handler, r62: handler, r63: handler, r64: handler, r65: handler, r66: handler, r67: handler, r68: handler, r69: handler,
            r70: handler, r71: handler, r72: handler, r73: handler, r74: handler, r75: handler, r76: handler, r77: handler, r78: handler, r79: handler,
            r80: handler, r81: handler, r82: handler, r83: handler, r84: handler, r85: handler, r86: handler, r87: handler, r88: handler, r89: handler,
            r90: handler, r91: handler, r92: handler, r93: handler, r94: handler, r95: handler, r96: handler, r97: handler, r98: handler, r99: handler,
            r100: handler, r101: handler, r102: handler, r103: handler, r104: handler, r105: handler, r106: handler, r107: handler, r108: handler, r109: handler,
        },
    }
}

async fn handler() {}

fn main() {}
